using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Spans;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// A message of <c>ingest-spans</c>, or of its predecessor <c>snuba-spans</c>: the object of one span. One that is no segment is accepted
/// with nothing to store. The event id of a segment that Relay made of a transaction is the transaction's, so both are one event.
/// </summary>
internal static class SpanMessage
{
    internal static bool Read(JsonElement span, MessageFields fields, FactBatch into)
    {
        if (!(fields.Project(span, "project_id", out ProjectId projectId)
            && fields.Id(span, "trace_id", out UInt128 traceId)
            && (traceId != default || fields.Missing("trace_id"))
            && fields.Span(span, "span_id", out ulong spanId)
            && (spanId != 0 || fields.Missing("span_id"))
            && fields.Id(span, "event_id", out UInt128 eventId)
            && fields.Integer(span, "retention_days", int.MinValue, int.MaxValue, out long? retentionDays)
            && fields.Seconds(span, "received", out Timestamp received)
            && Times(span, fields, out Timestamp start, out Timestamp end)))
        {
            return false;
        }

        if (SpanFact.IsSegment(span))
        {
            EventFact fact = SpanFact.Of(span, projectId, new(traceId), spanId, start, end);
            into.Add(fact with
            {
                EventId = eventId == default ? fact.EventId : new(eventId),
                Received = received,
                RetentionDays = EventContext.RetentionOf(retentionDays),
            });
        }

        return true;
    }

    // The older topic says when a span started, in milliseconds, and how long it took; both may be by a clock that is wrong.
    private static bool Times(JsonElement span, MessageFields fields, out Timestamp start, out Timestamp end)
    {
        if (TryMilliseconds(span.At("start_timestamp_ms"), out double startMs) && Timestamp.TryFromSeconds(startMs / 1000, out start)
            && TryMilliseconds(span.At("duration_ms"), out double durationMs))
        {
            end = durationMs is >= 0 and <= uint.MaxValue ? start.Plus(TimeSpan.FromMilliseconds(durationMs)) : start;
            return end.IsPlausible || fields.Fail("duration_ms", $"an end after {Timestamp.Max}");
        }

        string suffix = span.At("end_timestamp").ValueKind == JsonValueKind.Undefined ? "_precise" : "";
        end = default;
        return fields.Start(span, "start_timestamp" + suffix, out start)
            && fields.Seconds(span, "end_timestamp" + suffix, out end)
            && (end != default || (span.At("duration_ms").ValueKind == JsonValueKind.Undefined
                ? fields.Missing("end_timestamp")
                : fields.Fail("start_timestamp_ms", $"no time between {Timestamp.Min} and {Timestamp.Max}, in milliseconds")));
    }

    private static bool TryMilliseconds(JsonElement value, out double ms)
    {
        ms = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out ms);
    }
}
