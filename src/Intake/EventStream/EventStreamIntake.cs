using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// Reads the messages of Sentry's topics <c>events</c>, <c>transactions</c> and <c>generic-events</c>, as NDJSON: one JSON array a line,
/// <c>[2,"insert",BODY,STATE]</c> or <c>[2,TYPE,BODY]</c>. Sentry's event stream produces them; Snuba is the reference reader. Objects of
/// <c>ingest-spans</c> may be mixed in.
/// Unused fields are ignored, and long texts are truncated. A wrong type in any other field rejects the line.
/// </summary>
public static class EventStreamIntake
{
    /// <summary>The maximum line length in bytes: the topics' message limit, 25 MB.</summary>
    public const int MaxLineBytes = 25_000_000;

    /// <summary>Appends the facts of valid lines to <paramref name="into"/>, and reports why it rejected the others.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not used after the call.</param>
    /// <param name="received">
    /// When the lines were received: the cut-off of deletions and moves without a time of their own, and the time of errors without a
    /// received time.
    /// </param>
    /// <param name="into">Receives the facts.</param>
    /// <param name="refusals">Receives the rejected lines; fields are named by their path in BODY.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts of whole lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, Timestamp received, FactBatch into, Refusals refusals, int firstLine = 1) =>
        LinesRead.Of(body, firstLine, into, refusals, (in line, into, refusals) => ReadLine(line, received, into, refusals));

    internal static bool ReadLine(in LineSplitter from, Timestamp received, FactBatch into, Refusals refusals)
    {
        if (from.Refused(MaxLineBytes, refusals))
        {
            return false;
        }

        MessageFields fields = new();
        try
        {
            using JsonDocument message = Documents.Parse(from.Line);
            if (ReadMessage(message.RootElement, received, fields, into))
            {
                return true;
            }

            refusals.Add(from.Number, fields.Path, fields.Error);
        }
        catch (JsonException e)
        {
            refusals.Add(from.Number, "", Malformed.Of(e, from.Line.Span).ToString());
        }
        catch (InvalidOperationException)
        {
            refusals.Add(from.Number, "", Malformed.InvalidUnicode);
        }

        return false;
    }

    private static bool ReadMessage(JsonElement message, Timestamp received, MessageFields fields, FactBatch into)
    {
        if (message.At("span_id").ValueKind != JsonValueKind.Undefined)
        {
            return SpanMessage.Read(message, fields, into);
        }

        if (message.ValueKind != JsonValueKind.Array || message.GetArrayLength() < 3)
        {
            return fields.Fail("", "expected a list, [2, type, body], or a span with a span_id");
        }

        JsonElement body = message[2];
        if (message[0].ValueKind != JsonValueKind.Number || !message[0].TryGetInt32(out int version))
        {
            return fields.Fail("version", "expected an integer");
        }

        if (!MessageFields.IsString(message[1], out ReadOnlySpan<byte> type))
        {
            return fields.Fail("type", "expected a string");
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return fields.Fail("body", "expected an object");
        }

        bool isInsert = type.SequenceEqual("insert"u8);
        bool isTransaction = isInsert && TransactionMessage.Is(body);
        if (isTransaction ? version is < 0 or > 2 : version != 2)
        {
            return fields.Fail("version", isTransaction ? "not 0, 1 or 2" : "not 2");
        }

        return isTransaction ? TransactionMessage.Read(body, fields, into)
            : isInsert ? ErrorMessage.Read(body, received, fields, into)
            : ControlMessage.Read(type, body, received, fields, into);
    }
}
