using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.EventStream;

/// <summary>The fields that inserts of errors and transactions share.</summary>
internal readonly record struct EventContext
{
    // Snuba's retentions on sentry.io. Self-hosted installs have a third one; their events are kept for 90 days here.
    private const int LowRetentionDays = 30;
    private const int RetentionDays = 90;

    internal EventId EventId { get; private init; }

    internal ProjectId ProjectId { get; private init; }

    internal ushort Retention { get; private init; }

    internal JsonElement Data { get; private init; }

    internal JsonElement Tags { get; private init; }

    /// <summary>Whether the event has a trace context, even an empty one.</summary>
    internal bool HasTrace { get; private init; }

    internal TraceId TraceId { get; private init; }

    internal ulong SpanId { get; private init; }

    internal ReplayId ReplayId { get; private init; }

    internal Text Platform { get; private init; }

    internal Text Sdk => JsonText.Cut(Data.At("sdk").At("name"), Limits.NameBytes);

    internal Text Environment => TagOrField("environment", "environment", Limits.NameBytes);

    internal Text Release => TagOrField("sentry:release", "release", Limits.TextBytes);

    internal Text TransactionTag => JsonText.Cut(SentryTags.Find(Tags, "transaction"), Limits.TextBytes);

    internal Level Level => Levels.Of(SentryTags.Find(Tags, "level"));

    /// <summary>
    /// Whether the insert is an occurrence of an issue other than an error, as in <c>generic-events</c>. Sentry writes an empty
    /// <c>occurrence_data</c> for all others.
    /// </summary>
    internal static bool IsOccurrence(JsonElement body) => body.At("occurrence_data").ValueKind == JsonValueKind.Object;

    internal static ushort RetentionOf(long? days) => days <= LowRetentionDays ? (ushort)LowRetentionDays : (ushort)RetentionDays;

    internal static bool Read(JsonElement body, bool tagNamesReplay, MessageFields fields, out EventContext context)
    {
        context = default;
        if (!(fields.Project(body, "project_id", out ProjectId projectId)
            && fields.Id(body, "event_id", out UInt128 eventId)
            && (eventId != default || fields.Missing("event_id"))
            && fields.Integer(body, "retention_days", int.MinValue, int.MaxValue, out long? retentionDays)
            && fields.Text(body, "platform", Limits.NameBytes, out Text platform)
            && fields.Object(body, "data", out JsonElement data)
            && (data.ValueKind == JsonValueKind.Object || fields.Missing("data"))
            && ReadTags(data, fields, out JsonElement tags)
            && fields.Object(data, "data.contexts", out JsonElement contexts)
            && fields.Object(contexts, "data.contexts.trace", out JsonElement trace)
            && fields.Id(trace, "data.contexts.trace.trace_id", out UInt128 traceId)
            && fields.Span(trace, "data.contexts.trace.span_id", out ulong spanId)
            && fields.Object(contexts, "data.contexts.replay", out JsonElement replay)
            && fields.Id(replay, "data.contexts.replay.replay_id", out UInt128 replayId)))
        {
            return false;
        }

        context = new()
        {
            EventId = new(eventId),
            ProjectId = projectId,
            Retention = RetentionOf(retentionDays),
            Data = data,
            Tags = tags,
            HasTrace = trace.ValueKind == JsonValueKind.Object,
            TraceId = new(traceId),
            SpanId = spanId,
            ReplayId = Replay(new(replayId), contexts, tagNamesReplay ? tags : default),
            Platform = platform,
        };
        return true;
    }

    private static ReplayId Replay(ReplayId replayId, JsonElement contexts, JsonElement tags)
    {
        replayId = replayId.IsNone ? NamedReplay.InContext(contexts, "feedback") : replayId;
        return replayId.IsNone ? NamedReplay.InTags(tags) : replayId;
    }

    // Sentry does not turn these fields of occurrences into tags.
    private Text TagOrField(string tag, string field, int limit)
    {
        Text text = JsonText.Cut(SentryTags.Find(Tags, tag), limit);
        return text.IsNone ? JsonText.Cut(Data.At(field), limit) : text;
    }

    private static bool ReadTags(JsonElement data, MessageFields fields, out JsonElement tags)
    {
        tags = data.At("tags");
        return tags.ValueKind is JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Undefined
            || fields.Fail("data.tags", "expected a list of pairs");
    }
}
