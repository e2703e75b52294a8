using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Why a text could not be read as JSON, and at which byte. The reader's own message quotes the input, which may be anything.</summary>
internal readonly record struct Malformed(string Cause, int At)
{
    internal const string NoUnicode = "an escape or a byte that is no Unicode text";

    private const string BrokenOff = "JSON that breaks off";

    /// <summary>True if nothing is wrong but that the end is missing.</summary>
    internal bool BreaksOff => Cause == BrokenOff;

    /// <summary>Both in a sentence, for a text that is one line.</summary>
    public override string ToString() => $"{Cause}, at byte {At}{(BreaksOff ? ": it has to be whole in its line" : "")}";

    /// <summary>Finds the cause of what <see cref="Documents"/>, or a reader with its options, has raised.</summary>
    internal static Malformed Of(JsonException raised, ReadOnlySpan<byte> json)
    {
        int length = json.TrimEnd(" \t\r\n"u8).Length;
        int at = Offset(json, raised);
        return length == 0 ? new("empty: a JSON object was expected", 0)
            : at >= length || (at == length - 1 && IsCut(json[..length])) ? new(BrokenOff, length)
            : IsTooDeep(json, at) ? new($"JSON nested deeper than {Documents.MaxDepth} levels", at)
            : new("no valid JSON", at);
    }

    // After a comma the reader blames the comma.
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

    // The exception counts in lines.
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
