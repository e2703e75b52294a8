using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// Reads the messages of Sentry's topics <c>events</c>, <c>transactions</c> and <c>generic-events</c>, as NDJSON: one JSON array a line,
/// <c>[2,"insert",BODY,STATE]</c> or <c>[2,TYPE,BODY]</c>. Their producer is Sentry's event stream, their reference reader Snuba. The
/// objects of <c>ingest-spans</c> may stand between them.
/// Fields that are not needed are ignored; texts that are too long are cut; of the rest a wrong type refuses the line.
/// </summary>
public static class EventStreamIntake
{
    /// <summary>The longest line that is read: the topics' own limit for messages, 25 MB.</summary>
    public const int MaxLineBytes = 25_000_000;

    /// <summary>Appends the facts of the good lines to <paramref name="into"/>, and says of each bad one what is wrong.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not needed after the call.</param>
    /// <param name="received">
    /// When the lines came in: the cut-off of deletions and moves of events that carry no time of their own, and the time of errors
    /// that do not say when they were received.
    /// </param>
    /// <param name="into">Takes the facts.</param>
    /// <param name="refusals">Takes the bad lines; fields are named by their path in BODY.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts, cut at ends of lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, Timestamp received, FactBatch into, Refusals refusals, int firstLine = 1)
    {
        int accepted = 0;
        int facts = into.Count;
        var lines = new LineSplitter(body, firstLine);
        while (lines.MoveNext())
        {
            if (!lines.Refused(MaxLineBytes, refusals) && ReadLine(lines.Line, lines.Number, received, into, refusals))
            {
                accepted++;
            }
        }

        return new(lines.Passed, accepted, accepted - (into.Count - facts));
    }

    internal static bool ReadLine(ReadOnlyMemory<byte> line, int number, Timestamp received, FactBatch into, Refusals refusals)
    {
        MessageFields fields = new();
        try
        {
            using JsonDocument message = Documents.Parse(line);
            if (ReadMessage(message.RootElement, received, fields, into))
            {
                return true;
            }

            refusals.Add(number, fields.Path, fields.Error);
        }
        catch (JsonException e)
        {
            refusals.Add(number, "", Malformed.Of(e, line.Span).ToString());
        }
        catch (InvalidOperationException)
        {
            refusals.Add(number, "", Malformed.NoUnicode);
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
            return fields.Fail("", "a message is a list, [2, type, body], or a span with its span_id");
        }

        JsonElement body = message[2];
        if (message[0].ValueKind != JsonValueKind.Number || !message[0].TryGetInt32(out int version))
        {
            return fields.Fail("version", "an integer was expected");
        }

        if (!MessageFields.IsString(message[1], out ReadOnlySpan<byte> type))
        {
            return fields.Fail("type", "a string was expected");
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return fields.Fail("body", "an object was expected");
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
