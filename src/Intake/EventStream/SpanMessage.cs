using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Spans;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// Reads a message of <c>ingest-spans</c>, or of its predecessor <c>snuba-spans</c>: the object of one span. Spans that are not segments
/// are accepted and store nothing. A segment that Relay made from a transaction has the transaction's event id, so both are one event.
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

    // The older topic has the span's start in milliseconds and its duration; both may come from a wrong clock.
    private static bool Times(JsonElement span, MessageFields fields, out Timestamp start, out Timestamp end)
    {
        if (TryMilliseconds(span.At("start_timestamp_ms"), out double startMs) && Timestamp.TryFromSeconds(startMs / 1000, out start)
            && TryMilliseconds(span.At("duration_ms"), out double durationMs))
        {
            end = durationMs is >= 0 and <= uint.MaxValue ? start.Plus(TimeSpan.FromMilliseconds(durationMs)) : start;
            return end.IsPlausible || fields.Fail("duration_ms", $"the span ends after {Timestamp.Max}");
        }

        string suffix = span.At("end_timestamp").ValueKind == JsonValueKind.Undefined ? "_precise" : "";
        end = default;
        return fields.Start(span, "start_timestamp" + suffix, out start)
            && fields.Seconds(span, "end_timestamp" + suffix, out end)
            && (end != default || (span.At("duration_ms").ValueKind == JsonValueKind.Undefined
                ? fields.Missing("end_timestamp")
                : fields.Fail("start_timestamp_ms", $"expected a time between {Timestamp.Min} and {Timestamp.Max}, in milliseconds")));
    }

    private static bool TryMilliseconds(JsonElement value, out double ms)
    {
        ms = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out ms);
    }
}
