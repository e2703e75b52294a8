using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Splits an envelope: a header line, then a header line and a payload for each item. A payload with a <c>length</c> has that many bytes,
/// followed by a line break or the end of the envelope; one without ends with its line. Blank lines before a header are skipped.
/// </summary>
internal sealed class EnvelopeSplitter(ReadOnlyMemory<byte> body)
{
    private readonly ReadOnlyMemory<byte> _body = body;
    private int _at;

    /// <summary>Why the envelope could not be split, and where.</summary>
    internal string Error { get; private set; } = "";

    internal bool TryTakeHeader(out JsonDocument? header)
    {
        header = null;
        return PassBlanks()
            ? TryTakeHeader("the envelope's", out header)
            : Fail("empty request body: an envelope starts with a header line, at least {}");
    }

    internal bool TryTakeItems(List<EnvelopeItem> items)
    {
        while (PassBlanks())
        {
            int number = items.Count + 1;
            if (number > EnvelopeLimits.Items)
            {
                return Fail($"more than {EnvelopeLimits.Items} items");
            }

            int start = _at;
            if (!TryTakeHeader($"item {number}: its", out JsonDocument? header))
            {
                // The payload spans several lines, so its second line was read as a header.
                return items is [.., { HasLength: false } last] && IsTruncated(last.Payload)
                    ? Fail($"item {number - 1}: its payload is JSON that spans several lines; write it on one line, or give its "
                        + $"length in bytes in the item's header ({Place(last.Start)})")
                    : false;
            }

            using (header)
            {
                if (!TryTakeItem(header!.RootElement, $"item {number}", start, out EnvelopeItem item))
                {
                    return false;
                }

                items.Add(item);
            }
        }

        return true;
    }

    private bool TryTakeItem(JsonElement header, string name, int start, out EnvelopeItem item)
    {
        item = default;
        MessageFields fields = new();
        if (!MessageFields.IsString(header.At("type"), out ReadOnlySpan<byte> type) || type.IsEmpty)
        {
            return Fail($"{name}: its header has no type, such as {{\"type\":\"event\"}} ({Place(start)})");
        }

        if (!(fields.Integer(header, "length", 0, int.MaxValue, out long? length)
            && fields.Integer(header, "item_count", 0, uint.MaxValue, out long? count)))
        {
            return Fail($"{name}: {fields.Path} in its header: {fields.Error} ({Place(start)})");
        }

        item = new(Encoding.UTF8.GetString(type), default) { Start = _at, HasLength = length is not null, ItemCount = count };
        if (length is not { } bytes)
        {
            item = item with { Payload = TakeLine() };
            return true;
        }

        ReadOnlyMemory<byte> rest = _body[_at..];
        if (bytes > rest.Length || (bytes < rest.Length && rest.Span[(int)bytes] is not ((byte)'\n' or (byte)'\r')))
        {
            return Fail($"{name}: its header says {bytes} bytes, but {(bytes > rest.Length
                ? $"only {rest.Length} remain in the envelope"
                : "they do not end at a line break")} ({Place(_at)})");
        }

        item = item with { Payload = rest[..(int)bytes] };
        _at += (int)bytes;
        return true;
    }

    private bool TryTakeHeader(string whose, out JsonDocument? header)
    {
        header = null;
        int start = _at;
        ReadOnlyMemory<byte> line = TakeLine();
        if (line.Length > EnvelopeLimits.HeaderBytes)
        {
            return Fail($"{whose} header is longer than {EnvelopeLimits.HeaderBytes} bytes ({Place(start)})");
        }

        try
        {
            header = Documents.Parse(line);
            if (header.RootElement.ValueKind == JsonValueKind.Object)
            {
                return true;
            }

            header.Dispose();
            return Fail($"{whose} header is not a JSON object ({Place(start)})");
        }
        catch (JsonException e)
        {
            var found = Malformed.Of(e, line.Span);
            return Fail($"{whose} header is {found.Cause} ({Place(start + found.At)})");
        }
    }

    private static bool IsTruncated(ReadOnlyMemory<byte> json)
    {
        try
        {
            Documents.Parse(json).Dispose();
            return false;
        }
        catch (JsonException e)
        {
            return Malformed.Of(e, json.Span).IsTruncated;
        }
    }

    private bool PassBlanks()
    {
        int blank = _body.Span[_at..].IndexOfAnyExcept(" \t\r\n"u8);
        _at = blank < 0 ? _body.Length : _at + blank;
        return blank >= 0;
    }

    // The line, without its line break.
    private ReadOnlyMemory<byte> TakeLine()
    {
        ReadOnlyMemory<byte> rest = _body[_at..];
        int end = rest.Span.IndexOf((byte)'\n');
        ReadOnlyMemory<byte> line = end < 0 ? rest : rest[..end];
        _at = end < 0 ? _body.Length : _at + end + 1;
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private string Place(int at) => new BodyPlaces(_body.Span).Of(at);

    private bool Fail(string error)
    {
        Error = error;
        return false;
    }
}
