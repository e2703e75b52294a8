using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>Reads <c>replay_event</c>. A row without a <c>segment_id</c> is valid; it only lacks the number.</summary>
internal static class NativeSegment
{
    internal static bool Read(ref NativeLine line, FactBatch into)
    {
        ReplayId replayId = default;
        ProjectId projectId = default;
        Timestamp timestamp = default, start = default;
        int segmentId = SegmentFact.NoSegment;
        TraceId[]? traceIds = null;
        EventId[]? errorIds = null;
        Text[]? urls = null;
        Text environment = default, release = default, platform = default;
        ReplayType type = default;
        User user = default;
        bool isArchived = false;
        ushort retentionDays = 0;
        while (line.Next(out NativeField field))
        {
            bool ok = field switch
            {
                NativeField.ReplayId => line.Replay(out replayId),
                NativeField.ProjectId => line.Project(out projectId),
                NativeField.Timestamp => line.Time(out timestamp),
                NativeField.SegmentId => line.Segment(out segmentId),
                NativeField.ReplayStartTimestamp => line.Time(out start),
                NativeField.TraceIds => line.List(static (ref l, out id) => l.Trace(out id), out traceIds),
                NativeField.ErrorIds => line.List(static (ref l, out id) => l.Event(out id), out errorIds),
                NativeField.Urls => line.List(static (ref l, out url) => l.LongText(out url), out urls),
                NativeField.Environment => line.ShortText(out environment),
                NativeField.Release => line.LongText(out release),
                NativeField.Platform => line.ShortText(out platform),
                NativeField.ReplayType => line.Sampling(out type),
                NativeField.User => ReadUser(ref line, out user),
                NativeField.IsArchived => line.Boolean(out isArchived),
                NativeField.RetentionDays => line.Retention(out retentionDays),
                _ => line.Other(field),
            };
            if (!ok)
            {
                return false;
            }
        }

        if (replayId.IsNone || projectId.IsNone || timestamp == default)
        {
            return line.Missing(
                replayId.IsNone ? NativeField.ReplayId : projectId.IsNone ? NativeField.ProjectId : NativeField.Timestamp);
        }

        into.Add(new SegmentFact
        {
            ReplayId = replayId,
            ProjectId = projectId,
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
            UserId = user.Id,
            UserName = user.Name,
            UserEmail = user.Email,
            UserIp = user.Ip,
            IsArchived = isArchived,
            RetentionDays = retentionDays,
        });
        return true;
    }

    private static bool ReadUser(ref NativeLine line, out User user)
    {
        user = default;
        if (!line.TryEnter(out bool entered))
        {
            return false;
        }

        while (entered && line.Next(out NativeField field))
        {
            bool ok = field switch
            {
                NativeField.Id => line.LongText(out user.Id),
                NativeField.Username => line.LongText(out user.Name),
                NativeField.Email => line.LongText(out user.Email),
                NativeField.Ip => line.LongText(out user.Ip),
                _ => line.Other(field),
            };
            if (!ok)
            {
                return false;
            }
        }

        return true;
    }

    private struct User
    {
        internal Text Id;
        internal Text Name;
        internal Text Email;
        internal Text Ip;
    }
}
