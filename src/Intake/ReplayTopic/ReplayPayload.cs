using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.ReplayTopic;

/// <summary>Reads the inner messages. As in Sentry, a segment names its own replay; the outer message names that of the others.</summary>
internal static class ReplayPayload
{
    // Most severe first; producers set one of them.
    private static readonly (string Path, Level Level)[] s_linkedIds =
    [
        ("payload.fatal_id", Level.Fatal),
        ("payload.error_id", Level.Error),
        ("payload.warning_id", Level.Warning),
        ("payload.info_id", Level.Info),
        ("payload.debug_id", Level.Debug),
    ];

    internal static bool Read(JsonElement payload, ReplayTopicIntake.Outer outer, MessageFields fields, FactBatch into)
    {
        if (!MessageFields.IsString(payload.At("type"), out ReadOnlySpan<byte> type))
        {
            return fields.Fail("payload.type", "expected a string");
        }

        return type.SequenceEqual("replay_event"u8) ? Segment(payload, outer, fields, into)
            : type.SequenceEqual("event_link"u8) ? Link(payload, outer, fields, into)
            : type.SequenceEqual("replay_actions"u8) || type.SequenceEqual("replay_tap"u8) || type.SequenceEqual("replay_viewed"u8)
                || fields.Fail("payload.type", "not one of replay_event, event_link, replay_actions, replay_tap or replay_viewed");
    }

    private static bool Segment(JsonElement payload, ReplayTopicIntake.Outer outer, MessageFields fields, FactBatch into)
    {
        if (!(fields.Id(payload, "payload.replay_id", out UInt128 inner)
            && (inner != default || !outer.ReplayId.IsNone || fields.Missing("payload.replay_id"))
            && Time(payload, fields, out Timestamp timestamp)
            && fields.Start(payload, "payload.replay_start_timestamp", out Timestamp start)
            && fields.Boolean(payload, "payload.is_archived", out bool isArchived)
            && SegmentId(payload, fields, out int segmentId)
            && fields.Traces(payload, "payload.trace_ids", out TraceId[]? traceIds)
            && fields.Events(payload, "payload.error_ids", out EventId[]? errorIds)
            && fields.Texts(payload, "payload.urls", Limits.TextBytes, out Text[]? urls)
            && fields.Text(payload, "payload.environment", Limits.NameBytes, out Text environment)
            && fields.Text(payload, "payload.release", Limits.TextBytes, out Text release)
            && fields.Text(payload, "payload.platform", Limits.NameBytes, out Text platform)
            && fields.Text(payload, "payload.replay_type", Limits.NameBytes, out Text replayType)
            && fields.Object(payload, "payload.user", out JsonElement user)
            && fields.Text(user, "payload.user.id", Limits.TextBytes, out Text userId)
            && fields.Text(user, "payload.user.username", Limits.TextBytes, out Text userName)
            && fields.Text(user, "payload.user.email", Limits.TextBytes, out Text userEmail)
            && fields.Text(user, "payload.user.ip_address", Limits.TextBytes, out Text userIp)))
        {
            return false;
        }

        ReplayTypes.TryParse(replayType.Span, out ReplayType type);
        into.Add(new SegmentFact
        {
            ReplayId = inner != default ? new(inner) : outer.ReplayId,
            ProjectId = outer.ProjectId,
            Timestamp = timestamp,
            SegmentId = segmentId,
            ReplayStart = start,
            TraceIds = traceIds,
            ErrorIds = errorIds,
            Urls = urls,
            Environment = environment,
            Release = release,
            Platform = platform,
            ReplayType = type,
            UserId = userId,
            UserName = userName,
            UserEmail = userEmail,
            UserIp = userIp,
            IsArchived = isArchived,
            RetentionDays = outer.RetentionDays,
        });
        return true;
    }

    private static bool Link(JsonElement payload, ReplayTopicIntake.Outer outer, MessageFields fields, FactBatch into)
    {
        if (outer.ReplayId.IsNone)
        {
            return fields.Missing("replay_id");
        }

        if (!Time(payload, fields, out Timestamp timestamp))
        {
            return false;
        }

        foreach ((string path, Level level) in s_linkedIds)
        {
            if (!fields.Id(payload, path, out UInt128 id))
            {
                return false;
            }

            if (id != default)
            {
                into.Add(new EventLinkFact(outer.ReplayId, new(id), outer.ProjectId, timestamp, level));
                return true;
            }
        }

        return fields.Fail("payload", "expected one of fatal_id, error_id, warning_id, info_id or debug_id");
    }

    private static bool Time(JsonElement payload, MessageFields fields, out Timestamp time) =>
        fields.Seconds(payload, "payload.timestamp", out time) && (time != default || fields.Missing("payload.timestamp"));

    // As in Snuba, a segment without a number, or with one beyond 16 bits, is valid; it only lacks the number.
    private static bool SegmentId(JsonElement payload, MessageFields fields, out int id)
    {
        bool ok = fields.Integer(payload, "payload.segment_id", 0, long.MaxValue, out long? found);
        id = found <= Limits.SegmentId ? (int)found.Value : SegmentFact.NoSegment;
        return ok;
    }
}
