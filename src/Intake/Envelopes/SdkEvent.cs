using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Grouping;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Titles;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>Reads an <c>event</c>, <c>transaction</c> or <c>feedback</c> as SDKs write it.</summary>
internal static class SdkEvent
{
    internal static ItemOutcome Read(JsonElement sdkEvent, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId) =>
        Read(sdkEvent, kind, IsFeedback(sdkEvent), header, into, out eventId);

    internal static ItemOutcome ReadFeedback(
        JsonElement sdkEvent, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId) =>
        Read(sdkEvent, kind, true, header, into, out eventId);

    private static ItemOutcome Read(
        JsonElement sdkEvent, FactKind kind, bool isFeedback, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = header.EventId.IsNone ? SdkValues.Event(sdkEvent.At("event_id")) : header.EventId;
        eventId = eventId.IsNone ? SdkValues.NewEvent() : eventId;
        bool isError = kind == FactKind.Error;
        JsonElement tags = sdkEvent.At("tags");
        JsonElement contexts = sdkEvent.Interface("contexts", "Contexts");
        JsonElement trace = contexts.At("trace");
        TraceId traceId = SdkValues.Trace(trace.At("trace_id"));
        Timestamp timestamp = header.Clock.Read(sdkEvent.At("timestamp"), sdkEvent.At("start_timestamp"), out Timestamp start);
        StandAloneGroup group = isError
            ? StandAloneGrouping.Of(sdkEvent, header.ProjectId, feedback: isFeedback ? eventId : default)
            : default;
        Text platform = SdkValues.Name(sdkEvent.At("platform"));
        Text sdk = SdkValues.Name(sdkEvent.At("sdk").At("name"));
        sdk = sdk.IsNone ? header.Sdk : sdk;
        into.Add(new EventFact
        {
            Kind = kind,
            EventId = eventId,
            ProjectId = header.ProjectId,
            Timestamp = timestamp,
            Received = header.Clock.Received,
            TraceId = traceId.IsNone ? header.TraceId : traceId,
            SpanId = SdkValues.Span(trace.At("span_id")),
            IssueId = group.IssueId,
            Title = isFeedback ? EventTitle.OfFeedback(sdkEvent) : isError ? EventTitle.Of(sdkEvent) : default,
            Transaction = Either(sdkEvent, "transaction", tags, Limits.TextBytes),
            ReplayId = NamedReplay.Of(header.ReplayId, ReplayIn(contexts, tags), platform, sdk),
            Level = Levels.Of(sdkEvent.At("level")) is var level and not Level.None ? level
                : isFeedback ? Level.Info : isError ? Level.Error : Level.None,
            Platform = platform,
            Sdk = sdk,
            Environment = Either(sdkEvent, "environment", tags, Limits.NameBytes),
            Release = Either(sdkEvent, "release", tags, Limits.TextBytes),
            PrimaryHash = group.PrimaryHash,
            DurationMs = isError ? 0 : Durations.Between(start, timestamp),
        });
        return ItemOutcome.Kept;
    }

    private static ReplayId ReplayIn(JsonElement contexts, JsonElement tags)
    {
        ReplayId id = NamedReplay.InContext(contexts, "replay");
        id = id.IsNone ? NamedReplay.InContext(contexts, "feedback") : id;
        return id.IsNone ? NamedReplay.InTags(tags) : id;
    }

    private static Text Either(JsonElement sdkEvent, string name, JsonElement tags, int limit)
    {
        Text text = JsonText.Cut(sdkEvent.At(name), limit);
        return text.IsNone ? JsonText.Cut(SentryTags.Find(tags, name), limit) : text;
    }

    // As in Relay, such an event is feedback, whatever the type in the item's header.
    private static bool IsFeedback(JsonElement sdkEvent) =>
        MessageFields.IsString(sdkEvent.At("type"), out ReadOnlySpan<byte> type) && type.SequenceEqual("feedback"u8);
}
