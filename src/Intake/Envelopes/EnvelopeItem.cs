using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>One item: the type that its header names, and its bytes.</summary>
internal readonly record struct EnvelopeItem(string Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>
    /// Splits what follows the envelope's header: a header line and a payload for each item. A payload with a <c>length</c> is that many
    /// bytes and then the end of a line or of the envelope; one without runs to the end of its line. Blank lines between items are passed over.
    /// </summary>
    internal static bool TrySplit(ReadOnlyMemory<byte> rest, List<EnvelopeItem> items, out string error)
    {
        error = "";
        while (true)
        {
            int blank = rest.Span.IndexOfAnyExcept((byte)'\n', (byte)'\r');
            if (blank < 0)
            {
                return true;
            }

            string item = $"item {items.Count + 1}";
            if (items.Count == EnvelopeLimits.Items)
            {
                error = $"more than {EnvelopeLimits.Items} items";
                return false;
            }

            ReadOnlyMemory<byte> headerLine = TakeLine(ref rest, blank);
            if (headerLine.Length > EnvelopeLimits.HeaderBytes)
            {
                error = $"{item}: its header is longer than {EnvelopeLimits.HeaderBytes} bytes";
                return false;
            }

            if (!TryReadHeader(headerLine, out string type, out long? length))
            {
                error = $"{item}: its header has no type, or a length that is none";
                return false;
            }

            if (length is null)
            {
                items.Add(new(type, TakeLine(ref rest, 0)));
                continue;
            }

            if (length > rest.Length || (length < rest.Length && rest.Span[(int)length] is not ((byte)'\n' or (byte)'\r')))
            {
                error = $"{item}: its payload does not end after the {length} bytes of its header";
                return false;
            }

            items.Add(new(type, rest[..(int)length]));
            rest = rest[(int)length..];
        }
    }

    /// <summary>Cuts off the line that starts at <paramref name="from"/>, without its end.</summary>
    internal static ReadOnlyMemory<byte> TakeLine(ref ReadOnlyMemory<byte> rest, int from)
    {
        int end = rest.Span[from..].IndexOf((byte)'\n');
        ReadOnlyMemory<byte> line = end < 0 ? rest[from..] : rest.Slice(from, end);
        rest = end < 0 ? default : rest[(from + end + 1)..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static bool TryReadHeader(ReadOnlyMemory<byte> json, out string type, out long? length)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        MessageFields fields = new();
        JsonElement name = document.RootElement.At("type");
        type = name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        length = null;
        return type.Length > 0 && fields.Integer(document.RootElement, "length", 0, int.MaxValue, out length);
    }
}
