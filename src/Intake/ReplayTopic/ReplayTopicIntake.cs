using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.ReplayTopic;

/// <summary>
/// Reads the messages of Sentry's topic <c>ingest-replay-events</c>, as NDJSON: <c>{"type":"replay_event","replay_id":..,"project_id":..,
/// "payload":..}</c>. The payload is an object, or the bytes of its JSON as a list of integers. Segments, archive rows and event links are
/// facts. Clicks (<c>replay_actions</c>), taps (<c>replay_tap</c>) and views (<c>replay_viewed</c>) are accepted and store nothing. Long
/// texts are truncated. A wrong type in a field that is used rejects the line.
/// </summary>
public static class ReplayTopicIntake
{
    /// <summary>The maximum line length in bytes: the topic's message limit, 10 MB.</summary>
    public const int MaxLineBytes = 10_000_000;

    /// <summary>Appends the facts of valid lines to <paramref name="into"/>, and reports why it rejected the others.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not used after the call.</param>
    /// <param name="into">Receives the facts.</param>
    /// <param name="refusals">Receives the rejected lines; fields are named by their path, such as <c>payload.segment_id</c>.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts of whole lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine = 1) =>
        LinesRead.Of(body, firstLine, into, refusals, ReadLine);

    internal static bool ReadLine(in LineSplitter from, FactBatch into, Refusals refusals)
    {
        if (from.Refused(MaxLineBytes, refusals))
        {
            return false;
        }

        MessageFields fields = new();
        string place = "";
        try
        {
            using JsonDocument message = Documents.Parse(from.Line);
            if (ReadOuter(message.RootElement, fields, out Outer outer))
            {
                place = "payload";
                if (ReadPayload(message.RootElement.At("payload"), outer, fields, into))
                {
                    return true;
                }
            }

            refusals.Add(from.Number, fields.Path, fields.Error);
        }
        catch (JsonException e)
        {
            refusals.Add(from.Number, "", Malformed.Of(e, from.Line.Span).ToString());
        }
        catch (InvalidOperationException)
        {
            refusals.Add(from.Number, place, Malformed.InvalidUnicode);
        }

        return false;
    }

    private static bool ReadOuter(JsonElement message, MessageFields fields, out Outer outer)
    {
        outer = default;
        if (message.ValueKind != JsonValueKind.Object)
        {
            return fields.Fail("", "expected a JSON object");
        }

        if (!MessageFields.IsString(message.At("type"), out ReadOnlySpan<byte> type) || !type.SequenceEqual("replay_event"u8))
        {
            return fields.Fail("type", "not replay_event");
        }

        if (!(fields.Id(message, "replay_id", out UInt128 replayId)
            && fields.Project(message, "project_id", out ProjectId projectId)
            && fields.Integer(message, "retention_days", 1, Limits.RetentionDays, out long? retentionDays)))
        {
            return false;
        }

        outer = new(new(replayId), projectId, (ushort)(retentionDays ?? 0));
        return true;
    }

    private static bool ReadPayload(JsonElement payload, Outer outer, MessageFields fields, FactBatch into)
    {
        switch (payload.ValueKind)
        {
            case JsonValueKind.Object:
                return ReplayPayload.Read(payload, outer, fields, into);
            case JsonValueKind.Array:
                if (!TryBytes(payload, fields, out byte[] bytes))
                {
                    return false;
                }

                return ReadBytes(bytes, outer, fields, into);

            case JsonValueKind.Undefined:
                return fields.Missing("payload");
            default:
                return fields.Fail("payload", "expected an object or a list of bytes");
        }
    }

    private static bool ReadBytes(byte[] bytes, Outer outer, MessageFields fields, FactBatch into)
    {
        try
        {
            using JsonDocument document = Documents.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ReplayPayload.Read(document.RootElement, outer, fields, into)
                : fields.Fail("payload", "expected the bytes to hold a JSON object");
        }
        catch (JsonException e)
        {
            var found = Malformed.Of(e, bytes);
            return fields.Fail("payload", $"{found.Cause}, at byte {found.At} of the listed bytes");
        }
    }

    private static bool TryBytes(JsonElement payload, MessageFields fields, out byte[] bytes)
    {
        bytes = new byte[payload.GetArrayLength()];
        int at = 0;
        foreach (JsonElement item in payload.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out bytes[at]))
            {
                return fields.Fail($"payload[{at}]", "expected an integer between 0 and 255");
            }

            at++;
        }

        return true;
    }

    internal readonly record struct Outer(ReplayId ReplayId, ProjectId ProjectId, ushort RetentionDays);
}
