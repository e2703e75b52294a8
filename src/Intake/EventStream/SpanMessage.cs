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

    // The older topic says when a span started, in milliseconds, and how long it took.
    private static bool Times(JsonElement span, MessageFields fields, out Timestamp start, out Timestamp end)
    {
        (start, end) = (default, default);
        if (!(fields.Integer(span, "start_timestamp_ms", Timestamp.Min.Milliseconds, Timestamp.Max.Milliseconds - 1, out long? startMs)
            && fields.Integer(span, "duration_ms", 0, uint.MaxValue, out long? durationMs)))
        {
            return false;
        }

        if (startMs is null || durationMs is null)
        {
            return fields.Start(span, "start_timestamp", out start)
                && fields.Seconds(span, "end_timestamp", out end)
                && (end != default || fields.Missing("end_timestamp"));
        }

        (start, end) = (new(startMs.Value), new(startMs.Value + durationMs.Value));
        return end.IsPlausible || fields.Fail("duration_ms", $"an end after {Timestamp.Max}");
    }
}
