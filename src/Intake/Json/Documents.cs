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
    /// <exception cref="JsonException">It is broken, or deeper than <see cref="MaxDepth"/>: <see cref="Malformed"/> says which.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = KeptDepth });
        }
        catch (JsonException) when (json.Length > 2 * KeptDepth)
        {
            if (Prune(json.Span) is { } pruned)
            {
                return JsonDocument.Parse(pruned);
            }

            throw;
        }
    }

    private static ReadOnlyMemory<byte>? Prune(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        ArrayBufferWriter<byte>? kept = null;
        int from = 0;
        while (reader.Read())
        {
            if (reader is { CurrentDepth: KeptDepth, TokenType: JsonTokenType.StartObject or JsonTokenType.StartArray })
            {
                kept ??= new(json.Length);
                kept.Write(json[from..(int)reader.TokenStartIndex]);
                kept.Write("null"u8);
                reader.Skip();
                from = (int)reader.BytesConsumed;
            }
        }

        kept?.Write(json[from..]);
        return kept?.WrittenMemory;
    }
}
