using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>Reads <c>error</c> and <c>transaction</c>.</summary>
internal static class NativeEvent
{
    internal static bool Read(ref NativeLine line, FactBatch into)
    {
        EventId eventId = default;
        ProjectId projectId = default;
        Timestamp timestamp = default, received = default;
        TraceId traceId = default;
        ulong spanId = 0;
        IssueId issueId = default;
        Text transaction = default, platform = default, title = default, sdk = default, environment = default, release = default;
        ReplayId replayId = default;
        Level level = default;
        UInt128 hash = default;
        uint durationMs = 0;
        ushort retentionDays = 0;
        bool isError = line.Kind == FactKind.Error;
        while (line.Next(out NativeField field))
        {
            bool ok = field switch
            {
                NativeField.EventId => line.Event(out eventId),
                NativeField.ProjectId => line.Project(out projectId),
                NativeField.Timestamp => line.Time(out timestamp),
                NativeField.TraceId => line.Trace(out traceId),
                NativeField.Transaction => line.LongText(out transaction),
                NativeField.Platform => line.ShortText(out platform),
                NativeField.Sdk => line.ShortText(out sdk),
                NativeField.GroupId when isError => line.Issue(out issueId),
                NativeField.Title when isError => line.Title(out title),
                NativeField.DurationMs when !isError => line.Duration(out durationMs),
                NativeField.ReplayId => line.Replay(out replayId),
                NativeField.SpanId => line.Span(out spanId),
                NativeField.Level => line.Level(out level),
                NativeField.Environment => line.ShortText(out environment),
                NativeField.Release => line.LongText(out release),
                NativeField.Received => line.Time(out received),
                NativeField.PrimaryHash => line.Hash(out hash),
                NativeField.RetentionDays => line.Retention(out retentionDays),
                _ => line.Other(field),
            };
            if (!ok)
            {
                return false;
            }
        }

        if (eventId.IsNone || projectId.IsNone || timestamp == default)
        {
            return line.Missing(eventId.IsNone ? NativeField.EventId : projectId.IsNone ? NativeField.ProjectId : NativeField.Timestamp);
        }

        into.Add(new EventFact
        {
            Kind = line.Kind,
            EventId = eventId,
            ProjectId = projectId,
            Timestamp = timestamp,
            Received = received,
            TraceId = traceId,
            SpanId = spanId,
            IssueId = issueId,
            Title = title,
            Transaction = transaction,
            ReplayId = replayId,
            Level = level,
            Platform = platform,
            Sdk = sdk,
            Environment = environment,
            Release = release,
            PrimaryHash = hash,
            DurationMs = durationMs,
            RetentionDays = retentionDays,
        });
        return true;
    }
}
