using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads a <c>replay_event</c> as SDKs write it. Its <c>event_id</c> repeats the replay's id, and SDKs never archive a replay. As in
/// Relay, a segment needs a number; as in Snuba, a number beyond 16 bits counts as none.
/// </summary>
internal static class SdkSegment
{
    // SDKs send this for "the sender's address", which intake does not know.
    private static ReadOnlySpan<byte> AutoIp => "{{auto}}"u8;

    internal static ItemOutcome Read(JsonElement segment, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = default;
        ReplayId replayId = SdkValues.Replay(segment.At("replay_id"));
        replayId = replayId.IsNone ? SdkValues.Replay(segment.At("event_id")) : replayId;
        replayId = replayId.IsNone ? new(header.EventId.Value) : replayId;
        if (replayId.IsNone)
        {
            return ItemOutcome.Refuse("replay_id", "missing or invalid: expected an id of 32 hex digits, not all zero");
        }

        MessageFields fields = new();
        if (!fields.Integer(segment, "segment_id", 0, long.MaxValue, out long? segmentId) || segmentId is null)
        {
            return ItemOutcome.Refuse("segment_id", segmentId is null && fields.Error.Length == 0 ? "missing" : fields.Error);
        }

        JsonElement user = segment.At("user");
        Text ip = SdkValues.Text(user.At("ip_address"));
        Timestamp timestamp = header.Clock.Read(segment.At("timestamp"), segment.At("replay_start_timestamp"), out Timestamp start);
        MessageFields.IsString(segment.At("replay_type"), out ReadOnlySpan<byte> typeName);
        ReplayTypes.TryParse(typeName, out ReplayType type);
        into.Add(new SegmentFact
        {
            ReplayId = replayId,
            ProjectId = header.ProjectId,
            Timestamp = timestamp,
            SegmentId = segmentId <= Limits.SegmentId ? (int)segmentId.Value : SegmentFact.NoSegment,
            ReplayStart = start,
            TraceIds = SdkValues.Traces(segment.At("trace_ids")),
            ErrorIds = SdkValues.Events(segment.At("error_ids")),
            Urls = SdkValues.Texts(segment.At("urls")),
            Environment = SdkValues.Name(segment.At("environment")),
            Release = SdkValues.Text(segment.At("release")),
            Platform = SdkValues.Name(segment.At("platform")),
            ReplayType = type,
            UserId = SdkValues.Text(user.At("id")),
            UserName = SdkValues.Text(user.At("username")),
            UserEmail = SdkValues.Text(user.At("email")),
            UserIp = ip.Span.SequenceEqual(AutoIp) ? default : ip,
        });
        return ItemOutcome.Kept;
    }
}
