using System.Buffers;
using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>
/// Parses JSON messages. Fields that are read are a few levels deep; the rest, such as users' own data, may nest up to
/// <see cref="MaxDepth"/>.
/// </summary>
internal static class Documents
{
    /// <summary>The maximum depth of JSON.</summary>
    internal const int MaxDepth = 100_000;

    // Parsing a document takes time in proportion to its size times its depth, so deeper levels are dropped.
    private const int KeptDepth = 64;

    internal static JsonReaderOptions Options => new() { MaxDepth = MaxDepth };

    /// <summary>Parses a document; objects and lists at level 65 become null.</summary>
    /// <exception cref="JsonException">The JSON is invalid or too deep; <see cref="Malformed"/> describes it.</exception>
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
