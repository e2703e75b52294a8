using System.Buffers;
using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>
/// How JSON is read. What is read of a message is a few levels deep; what is not, such as a user's own data, may nest as deep as it
/// likes, nearly.
/// </summary>
internal static class Documents
{
    /// <summary>How deep JSON may nest.</summary>
    internal const int MaxDepth = 100_000;

    // A document takes time by its size times its depth: what is deeper is not kept of it.
    private const int KeptDepth = 64;

    internal static JsonReaderOptions Options => new() { MaxDepth = MaxDepth };

    /// <summary>Reads a document, in which objects and lists at level 65 are null.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = KeptDepth });
        }
        catch (JsonException) when (Prune(json.Span) is { } pruned)
        {
            return JsonDocument.Parse(pruned);
        }
    }

    // Null if it is not its depth that is wrong with it.
    private static ReadOnlyMemory<byte>? Prune(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var kept = new ArrayBufferWriter<byte>(json.Length);
        int from = 0;
        try
        {
            while (reader.Read())
            {
                if (reader is { CurrentDepth: KeptDepth, TokenType: JsonTokenType.StartObject or JsonTokenType.StartArray })
                {
                    kept.Write(json[from..(int)reader.TokenStartIndex]);
                    kept.Write("null"u8);
                    reader.Skip();
                    from = (int)reader.BytesConsumed;
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        kept.Write(json[from..]);
        return from == 0 ? null : kept.WrittenMemory;
    }
}
