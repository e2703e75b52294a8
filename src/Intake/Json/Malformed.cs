using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Why a text is invalid JSON, and at which byte.</summary>
/// <remarks>The reader's own message quotes the input, which may be anything.</remarks>
internal readonly record struct Malformed(string Cause, int At)
{
    internal const string InvalidUnicode = "invalid Unicode in an escape or a byte";

    private const string Truncated = "truncated JSON";

    /// <summary>Whether the only error is that the end is missing.</summary>
    internal bool IsTruncated => Cause == Truncated;

    /// <summary>The message for a text that is one line.</summary>
    public override string ToString() => $"{Cause}, at byte {At}{(IsTruncated ? ": it must be complete on its line" : "")}";

    /// <summary>Finds the cause of an exception of <see cref="Documents"/>, or of a reader with its options.</summary>
    internal static Malformed Of(JsonException raised, ReadOnlySpan<byte> json)
    {
        int length = json.TrimEnd(" \t\r\n"u8).Length;
        int at = Offset(json, raised);
        return length == 0 ? new("empty: expected a JSON object", 0)
            : at >= length || (at == length - 1 && IsCut(json[..length])) ? new(Truncated, length)
            : IsTooDeep(json, at) ? new($"JSON nested more than {Documents.MaxDepth} levels deep", at)
            : new("invalid JSON", at);
    }

    // If the text ends after a comma, the reader reports the comma.
    private static bool IsCut(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new(Documents.Options));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> json, int at)
    {
        if (at < Documents.MaxDepth || json[at] is not ((byte)'[' or (byte)'{'))
        {
            return false;
        }

        var reader = new Utf8JsonReader(json[..at], isFinalBlock: false, new(Documents.Options));
        int depth = 0;
        while (reader.Read())
        {
            depth += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }

        return depth == Documents.MaxDepth;
    }

    // The exception gives a line and an offset in it.
    private static int Offset(ReadOnlySpan<byte> json, JsonException raised)
    {
        int start = 0;
        for (long line = 0; line < raised.LineNumber; line++)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return start + (int)(raised.BytePositionInLine ?? 0);
    }
}
