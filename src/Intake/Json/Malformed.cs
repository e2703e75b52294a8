using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Why a text could not be read as JSON, and from which byte on. The reader's own message quotes the input, which may be anything.</summary>
internal readonly record struct Malformed(string Cause, int At)
{
    internal const string NoUnicode = "an escape or a byte that is no Unicode text";

    /// <summary>True if nothing is wrong but that the end is missing.</summary>
    internal bool BreaksOff { get; private init; }

    /// <summary>Both in a sentence, for a text that is one line.</summary>
    public override string ToString() => $"{Cause}, at byte {At}";

    /// <summary>Looks for the cause in what the reader has refused; null if it is not there.</summary>
    internal static Malformed? Find(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> text = json.TrimEnd(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return new Malformed("empty: a JSON object was expected", 0);
        }

        var reader = new Utf8JsonReader(json, Documents.Options);
        int depth = 0;
        try
        {
            while (reader.Read())
            {
                depth += reader.TokenType switch
                {
                    JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                    JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                    _ => 0,
                };
            }

            return null;
        }
        catch (JsonException e)
        {
            int at = Offset(json, e);
            return depth == Documents.MaxDepth && at < text.Length && text[at] is (byte)'[' or (byte)'{'
                    ? new($"JSON nested deeper than {Documents.MaxDepth} levels", at)
                : at >= text.Length ? new("JSON that breaks off", at) { BreaksOff = true }
                : new("no valid JSON", at);
        }
    }

    /// <summary>Finds the cause; to be called of what has been refused.</summary>
    internal static Malformed Of(ReadOnlySpan<byte> json) => Find(json) ?? new("no valid JSON", 0);

    // The exception counts in lines.
    private static int Offset(ReadOnlySpan<byte> json, JsonException e)
    {
        int start = 0;
        for (long line = 0; line < e.LineNumber; line++)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return start + (int)(e.BytePositionInLine ?? 0);
    }
}
