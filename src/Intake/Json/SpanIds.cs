using System.Buffers.Text;

namespace ReplayGraph.Intake.Json;

/// <summary>Ids of spans: 16 hex digits, not all zero.</summary>
internal static class SpanIds
{
    internal const string Expected = "invalid span id: expected 16 hex digits, not all zero";

    internal static bool TryParse(ReadOnlySpan<byte> text, out ulong id)
    {
        id = 0;
        return text.Length == 16 && Utf8Parser.TryParse(text, out id, out int used, 'x') && used == 16 && id != 0;
    }
}
