using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// The insert of an error, or of an occurrence of another kind of issue: user feedback, a slow query... A <c>group_id</c> of 0 is none. An
/// unreadable <c>datetime</c> gives way to <c>data.received</c>, and that, where it is absent, to the time when the line came in.
/// </summary>
/// <remarks>
/// As in Snuba, the replay of an occurrence stands in the contexts alone, its <c>data.client_timestamp</c> goes before
/// <c>datetime</c>, and its level is that of <c>occurrence_data</c>.
/// </remarks>
internal static class ErrorMessage
{
    internal static bool Read(JsonElement body, Timestamp arrived, MessageFields fields, FactBatch into)
    {
        bool isOccurrence = EventContext.IsOccurrence(body);
        Timestamp happened = default;
        if (!(EventContext.Read(body, !isOccurrence, fields, out EventContext context)
            && fields.Issue(body, "group_id", zeroIsNone: true, out IssueId issueId)
            && fields.Hash(body, "primary_hash", out UInt128 hash)
            && (!isOccurrence || fields.Seconds(context.Data, "data.client_timestamp", out happened))
            && fields.Date(body, "datetime", out Timestamp timestamp)
            && fields.Seconds(context.Data, "data.received", out Timestamp received)))
        {
            return false;
        }

        received = received == default ? arrived : received;
        timestamp = happened == default ? timestamp : happened;
        into.Add(new EventFact
        {
            Kind = FactKind.Error,
            EventId = context.EventId,
            ProjectId = context.ProjectId,
            Timestamp = timestamp == default ? received : timestamp,
            Received = received,
            TraceId = context.TraceId,
            SpanId = context.SpanId,
            IssueId = issueId,
            Transaction = context.TransactionTag,
            ReplayId = context.ReplayId,
            Level = Levels.Of(body.At("occurrence_data").At("level")) is var level and not Level.None ? level : context.Level,
            Platform = context.Platform,
            Sdk = context.Sdk,
            Environment = context.Environment,
            Release = context.Release,
            PrimaryHash = hash,
            RetentionDays = context.Retention,
        });
        return true;
    }
}
