using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Spans;

/// <summary>
/// Makes the fact of a span in any form. Segment spans, the first span of a service in a trace, replace the transactions of older SDKs. Web
/// vitals without a segment represent the transaction of their page. Other spans hold no fact.
/// </summary>
/// <remarks>
/// A buffered session also puts its replay id on its spans, with <c>sentry._internal.replay_is_buffering</c>: the replay is sent only if an
/// error occurs. Such an id names no replay. If the replay is sent, its segments list the traces of the minute that they show, which links
/// the span by its trace.
/// </remarks>
public static class SpanFact
{
    /// <summary>
    /// The event id of a segment span, which has none of its own: the MD5 of <c>span:TRACE:SPAN</c>, both in lower-case hex. A span that is
    /// sent twice is one event.
    /// </summary>
    public static EventId EventIdOf(TraceId trace, ulong span) => new(JsonText.Md5(Encoding.ASCII.GetBytes($"span:{trace}:{span:x16}")));

    /// <summary>The fact of a span whose ids and times are known.</summary>
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
    /// Whether a single span of the older form holds a fact. As in Relay, the ids take precedence over the segment mark, a span without a
    /// parent is a segment, and a web vital belongs to no segment, whatever it says.
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
            // The name of a web vital span is that of a page element.
            return name;
        }

        name = SdkValues.Text(span.At("name"));
        return name.IsNone ? SdkValues.Text(span.At("description")) : name;
    }
}
