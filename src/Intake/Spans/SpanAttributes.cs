using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Spans;

/// <summary>
/// The span attributes that are read, each under all of its names, the current one first. The names apply to every form of a span:
/// <c>attributes</c> with a type beside each value, <c>data</c>, the tags that Relay adds (<c>sentry_tags</c>), those of the application
/// (<c>tags</c>), and the span's own members.
/// </summary>
/// <remarks>
/// Sources of the names: <b>C</b> sentry-conventions, <c>model/attributes</c> and the aliases there; <b>J</b> sentry-javascript,
/// <c>captureSpan.ts</c> and the replay integration's <c>processSpan</c> for streamed spans, <c>startStandaloneWebVitalSpan</c> for spans
/// that are sent alone; <b>R</b> Relay, <c>SpanData</c> and its legacy aliases, <c>SpanTagKey</c> for what is in <c>sentry_tags</c>.
/// </remarks>
internal static class SpanAttributes
{
    internal static readonly string[] Transaction =
    [
        "sentry.segment.name", // C, J streamed, R
        "sentry.transaction", // C, J streamed web vitals
        "transaction", // C, J alone, R in sentry_tags
        "segment_name", // R
    ];

    internal static readonly string[] ReplayId =
    [
        "sentry.replay_id", // C, J streamed
        "replay_id", // C, J alone, R in sentry_tags
        "sentry.replay.id", // R
    ];

    /// <summary>Whether the replay may never be sent.</summary>
    internal static readonly string[] IsBuffering =
    [
        "sentry._internal.replay_is_buffering", // J streamed
        "sentry.replay_is_buffering", // C
    ];

    internal static readonly string[] Release =
    [
        "sentry.release", // C, J streamed, R
        "release", // C, J alone, R in sentry_tags
        "service.version", // C, from OpenTelemetry
    ];

    internal static readonly string[] Environment =
    [
        "sentry.environment", // C, J streamed, R
        "environment", // C, J alone, R in sentry_tags
        "resource.deployment.environment.name", // C, from OpenTelemetry
        "resource.deployment.environment", // C, from OpenTelemetry
    ];

    internal static readonly string[] Sdk =
    [
        "sentry.sdk.name", // C, J streamed, R
        "sdk.name", // R in sentry_tags
    ];

    internal static readonly string[] Platform =
    [
        "sentry.platform", // C, R
        "platform", // R in sentry_tags, and the span's own member
    ];

    internal static readonly string[] Op =
    [
        "sentry.op", // C, J
        "op", // R in sentry_tags, and the span's own member
    ];

    internal static readonly string[] SegmentId =
    [
        "sentry.segment.id", // C, J streamed
        "sentry.segment_id", // C
        "segment_id", // the span's own member
    ];

    /// <summary>All values of an attribute in order of precedence; callers take the first readable one.</summary>
    internal static IEnumerable<JsonElement> Find(JsonElement span, string[] names)
    {
        // Relay's order: a span's members, then its data, then what Relay adds if there is no data.
        JsonElement attributes = span.At("attributes"), data = span.At("data"), sentryTags = span.At("sentry_tags"), tags = span.At("tags");
        return names.Select(name => span.At(name))
            .Concat(names.Select(name => ValueOf(attributes.At(name))))
            .Concat(names.Select(name => data.At(name)))
            .Concat(names.Select(name => sentryTags.At(name)))
            .Concat(names.Select(name => SentryTags.Find(tags, name)))
            .Where(value => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null));
    }

    /// <summary>The first value of an attribute that is text.</summary>
    internal static Text First(JsonElement span, string[] names, Func<JsonElement, Text> read) =>
        Find(span, names).Select(read).FirstOrDefault(text => !text.IsNone);

    private static JsonElement ValueOf(JsonElement attribute) =>
        attribute.ValueKind == JsonValueKind.Object ? attribute.At("value") : attribute;
}
