using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Grouping;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>An <c>event</c> or <c>transaction</c>, as SDKs write it.</summary>
internal static class SdkEvent
{
    internal static ItemOutcome Read(JsonElement sdkEvent, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = SdkValues.Event(sdkEvent.At("event_id"));
        eventId = eventId.IsNone ? header.EventId : eventId;
        if (eventId.IsNone)
        {
            return ItemOutcome.Refuse("event_id", "missing or no id, here and in the envelope's header: 32 hex digits, not all zero");
        }

        bool isError = kind == FactKind.Error;
        JsonElement tags = sdkEvent.At("tags");
        JsonElement contexts = sdkEvent.At("contexts");
        JsonElement trace = contexts.At("trace");
        TraceId traceId = SdkValues.Trace(trace.At("trace_id"));
        Timestamp timestamp = header.Clock.Read(sdkEvent.At("timestamp"));
        header.Clock.TryRead(sdkEvent.At("start_timestamp"), out Timestamp start);
        StandAloneGroup group = isError ? StandAloneGrouping.Of(sdkEvent, header.ProjectId) : default;
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
            Transaction = Either(sdkEvent, "transaction", tags, Limits.TextBytes),
            ReplayId = Replay(header, contexts, tags),
            Level = Level(sdkEvent, isError),
            Platform = SdkValues.Name(sdkEvent.At("platform")),
            Environment = Either(sdkEvent, "environment", tags, Limits.NameBytes),
            Release = Either(sdkEvent, "release", tags, Limits.TextBytes),
            PrimaryHash = group.PrimaryHash,
            DurationMs = isError ? 0 : Durations.Between(start, timestamp),
        });
        return ItemOutcome.Kept;
    }

    private static ReplayId Replay(in EnvelopeHeader header, JsonElement contexts, JsonElement tags)
    {
        if (!header.ReplayId.IsNone)
        {
            return header.ReplayId;
        }

        ReplayId id = SdkValues.Replay(contexts.At("replay").At("replay_id"));
        return id.IsNone ? Tags.Replay(tags) : id;
    }

    private static Text Either(JsonElement sdkEvent, string name, JsonElement tags, int limit)
    {
        Text text = JsonText.Cut(sdkEvent.At(name), limit);
        return text.IsNone ? JsonText.Cut(Tags.Find(tags, name), limit) : text;
    }

    private static Level Level(JsonElement sdkEvent, bool isError) =>
        MessageFields.IsString(sdkEvent.At("level"), out ReadOnlySpan<byte> name) && Levels.TryParse(name, out Level level) ? level
            : isError ? Facts.Level.Error : Facts.Level.None;
}
