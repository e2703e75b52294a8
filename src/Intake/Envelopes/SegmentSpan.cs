using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Segment spans: the first span of a service's part of a trace, sent where older SDKs sent a transaction. Web vitals that are sent
/// alone stand for the transaction of their page, too. Other spans hold no fact. A payload is a container,
/// <c>{"version":2,"items":[..]}</c>, or one span of the older form.
/// </summary>
/// <remarks>
/// A session that is only buffered puts the id of its replay on its spans all the same, and <c>sentry._internal.replay_is_buffering</c>
/// beside it: unless an error comes the replay is never sent. Such an id names no replay. If it is sent, its segments list the traces of
/// the minute that they show, and the span is linked by its trace.
/// </remarks>
public static class SegmentSpan
{
    private const string JavaScript = "javascript";

    /// <summary>
    /// The event id that stands for a segment span, which has none: the MD5 of <c>span:TRACE:SPAN</c>, both in lower-case hex,
    /// so that a span that is sent twice is one event.
    /// </summary>
    public static EventId EventIdOf(TraceId trace, ulong span) => new(JsonText.Md5(Encoding.ASCII.GetBytes($"span:{trace}:{span:x16}")));

    internal static ItemOutcome Read(JsonElement payload, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = default;
        JsonElement items = payload.At("items");
        if (items.ValueKind != JsonValueKind.Array)
        {
            // JavaScript SDKs send a span alone from pages only: an interaction, a web vital.
            return IsSegmentAlone(payload) ? ReadSpan(payload, true, header, into) : ItemOutcome.Skipped;
        }

        // Only pages ask the server to find out their address and browser.
        bool isPage = payload.At("ingest_settings").ValueKind == JsonValueKind.Object;

        // One bad span must not cost the others of its container; the refusal names the first.
        ItemOutcome result = ItemOutcome.Skipped;
        int at = 0;
        foreach (JsonElement span in items.EnumerateArray())
        {
            ItemOutcome outcome = ReadItem(span, isPage, header, into);
            bool isKept = result.IsKept || outcome.IsKept;
            result = outcome.IsRefused && !result.IsRefused ? ItemOutcome.Refuse($"items[{at}].{outcome.Field}".TrimEnd('.'), outcome.Error!)
                : outcome.IsKept && !result.IsRefused ? outcome : result;
            result = result with { IsKept = isKept };
            at++;
        }

        return result;
    }

    private static ItemOutcome ReadItem(JsonElement span, bool isPage, in EnvelopeHeader header, FactBatch into)
    {
        try
        {
            return IsSegment(span) ? ReadSpan(span, isPage, header, into) : ItemOutcome.Skipped;
        }
        catch (InvalidOperationException)
        {
            return ItemOutcome.Refuse("", Malformed.NoUnicode);
        }
    }

    private static ItemOutcome ReadSpan(JsonElement span, bool isPage, in EnvelopeHeader header, FactBatch into)
    {
        TraceId traceId = SdkValues.Trace(span.At("trace_id"));
        ulong spanId = SdkValues.Span(span.At("span_id"));
        if (traceId.IsNone || spanId == 0)
        {
            return traceId.IsNone
                ? ItemOutcome.Refuse("trace_id", "missing or no id: 32 hex digits, not all zero")
                : ItemOutcome.Refuse("span_id", SpanIds.Expected);
        }

        JsonElement endTime = span.At("end_timestamp");
        endTime = endTime.ValueKind == JsonValueKind.Undefined ? span.At("timestamp") : endTime;
        Timestamp end = header.Clock.Read(endTime, span.At("start_timestamp"), out Timestamp start);
        Text sdk = SpanAttributes.First(span, SpanAttributes.Sdk, SdkValues.Name);
        sdk = sdk.IsNone ? header.Sdk : sdk;
        Text platform = SpanAttributes.First(span, SpanAttributes.Platform, SdkValues.Name);
        into.Add(new EventFact
        {
            Kind = FactKind.Transaction,
            EventId = EventIdOf(traceId, spanId),
            ProjectId = header.ProjectId,
            Timestamp = end,
            Received = header.Clock.Received,
            TraceId = traceId,
            SpanId = spanId,
            Transaction = Name(span),
            ReplayId = Replay(span, header),
            Platform = platform.IsNone && isPage && sdk.Span.StartsWith("sentry.javascript."u8) ? JavaScript : platform,
            Sdk = sdk,
            Environment = SpanAttributes.First(span, SpanAttributes.Environment, SdkValues.Name),
            Release = SpanAttributes.First(span, SpanAttributes.Release, SdkValues.Text),
            DurationMs = Durations.Between(start, end),
        });
        return ItemOutcome.Kept;
    }

    private static ReplayId Replay(JsonElement span, in EnvelopeHeader header)
    {
        bool isBuffering = SpanAttributes.Find(span, SpanAttributes.IsBuffering).Any(value => value.ValueKind == JsonValueKind.True);
        return !header.ReplayId.IsNone || isBuffering
            ? header.ReplayId
            : SpanAttributes.Find(span, SpanAttributes.ReplayId).Select(SdkValues.Replay).FirstOrDefault(id => !id.IsNone);
    }

    private static bool IsSegment(JsonElement span)
    {
        JsonElement isSegment = span.At("is_segment");
        return isSegment.ValueKind == JsonValueKind.True
            || (isSegment.ValueKind == JsonValueKind.Undefined && NamesItselfAsSegment(span) == true);
    }

    // As Relay, of the older form: the ids count before the mark, and without a parent a span is a segment.
    private static bool IsSegmentAlone(JsonElement span) =>
        IsWebVital(span)
        || (NamesItselfAsSegment(span)
            ?? (SdkValues.Span(span.At("parent_span_id")) == 0 || span.At("is_segment").ValueKind == JsonValueKind.True));

    private static bool? NamesItselfAsSegment(JsonElement span)
    {
        ulong segmentId = SpanAttributes.Find(span, SpanAttributes.SegmentId).Select(SdkValues.Span).FirstOrDefault(id => id != 0);
        return segmentId == 0 ? null : segmentId == SdkValues.Span(span.At("span_id"));
    }

    private static bool IsWebVital(JsonElement span)
    {
        Text op = SpanAttributes.First(span, SpanAttributes.Op, SdkValues.Name);
        return op.Span.StartsWith("ui.interaction."u8) || op.Span.StartsWith("ui.webvital."u8);
    }

    private static Text Name(JsonElement span)
    {
        Text name = SpanAttributes.First(span, SpanAttributes.Transaction, SdkValues.Text);
        if (!name.IsNone || IsWebVital(span))
        {
            // A web vital is itself named after an element of the page.
            return name;
        }

        name = SdkValues.Text(span.At("name"));
        return name.IsNone ? SdkValues.Text(span.At("description")) : name;
    }
}
