using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Spans;

/// <summary>
/// The fact of a span, in whatever form it comes. Segment spans, the first span of a service's part of a trace, are sent where older SDKs
/// sent a transaction. Web vitals that belong to no segment stand for the transaction of their page. Other spans hold no fact.
/// </summary>
/// <remarks>
/// A session that is only buffered puts the id of its replay on its spans all the same, and <c>sentry._internal.replay_is_buffering</c>
/// beside it: unless an error comes the replay is never sent. Such an id names no replay. If it is sent, its segments list the traces of
/// the minute that they show, and the span is linked by its trace.
/// </remarks>
public static class SpanFact
{
    /// <summary>
    /// The event id that stands for a segment span, which has none: the MD5 of <c>span:TRACE:SPAN</c>, both in lower-case hex,
    /// so that a span that is sent twice is one event.
    /// </summary>
    public static EventId EventIdOf(TraceId trace, ulong span) => new(JsonText.Md5(Encoding.ASCII.GetBytes($"span:{trace}:{span:x16}")));

    /// <summary>What a span says, once its reader has found where it belongs and when it was.</summary>
    internal static EventFact Of(JsonElement span, ProjectId project, TraceId trace, ulong spanId, Timestamp start, Timestamp end) => new()
    {
        Kind = FactKind.Transaction,
        EventId = EventIdOf(trace, spanId),
        ProjectId = project,
        Timestamp = end,
        TraceId = trace,
        SpanId = spanId,
        Transaction = Name(span),
        ReplayId = Replay(span),
        Platform = SpanAttributes.First(span, SpanAttributes.Platform, SdkValues.Name),
        Sdk = SpanAttributes.First(span, SpanAttributes.Sdk, SdkValues.Name),
        Environment = SpanAttributes.First(span, SpanAttributes.Environment, SdkValues.Name),
        Release = SpanAttributes.First(span, SpanAttributes.Release, SdkValues.Text),
        DurationMs = Durations.Between(start, end),
    };

    /// <summary>Whether a span holds a fact.</summary>
    internal static bool IsSegment(JsonElement span)
    {
        JsonElement mark = span.At("is_segment");
        return mark.ValueKind == JsonValueKind.True
            || (mark.ValueKind == JsonValueKind.Undefined && NamesItselfAsSegment(span) is true)
            || (HasNoParent(span) && IsWebVital(span));
    }

    /// <summary>
    /// Whether a span that an SDK sent alone, in the older form, holds a fact. As in Relay the ids count before the mark, without a parent
    /// it is a segment, and a web vital belongs to none, whatever it says.
    /// </summary>
    internal static bool IsSegmentAlone(JsonElement span) =>
        IsWebVital(span)
        || (NamesItselfAsSegment(span) ?? (HasNoParent(span) || span.At("is_segment").ValueKind == JsonValueKind.True));

    private static bool? NamesItselfAsSegment(JsonElement span)
    {
        ulong segmentId = SpanAttributes.Find(span, SpanAttributes.SegmentId).Select(SdkValues.Span).FirstOrDefault(id => id != 0);
        return segmentId == 0 ? null : segmentId == SdkValues.Span(span.At("span_id"));
    }

    private static bool HasNoParent(JsonElement span) => SdkValues.Span(span.At("parent_span_id")) == 0;

    private static bool IsWebVital(JsonElement span)
    {
        Text op = SpanAttributes.First(span, SpanAttributes.Op, SdkValues.Name);
        return op.Span.StartsWith("ui.interaction."u8) || op.Span.StartsWith("ui.webvital."u8);
    }

    private static ReplayId Replay(JsonElement span) =>
        SpanAttributes.Find(span, SpanAttributes.IsBuffering).Any(value => value.ValueKind == JsonValueKind.True)
            ? default
            : SpanAttributes.Find(span, SpanAttributes.ReplayId).Select(SdkValues.Replay).FirstOrDefault(id => !id.IsNone);

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
