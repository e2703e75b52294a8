using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>What to say of text that is no JSON.</summary>
internal static class Malformed
{
    internal const string NoUnicode = "an escape or a byte that is no Unicode text";

    /// <summary>Names the place. The reader's own message quotes the input, which may be anything.</summary>
    internal static string Describe(JsonException e) => $"no valid JSON from byte {e.BytePositionInLine} on, or nested deeper than 64";
}
