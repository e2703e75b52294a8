using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Titles;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// Reads the insert of an error, or of an occurrence of another kind of issue such as user feedback or a slow query. A <c>group_id</c> of 0
/// means none. <c>data.received</c> replaces an unreadable <c>datetime</c>; the time of arrival replaces an absent <c>data.received</c>.
/// </summary>
/// <remarks>
/// As in Snuba, only the contexts name an occurrence's replay, its <c>data.client_timestamp</c> takes precedence over <c>datetime</c>, and
/// its level and its title are those of <c>occurrence_data</c>.
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
            Title = TitleText.Of(isOccurrence ? body.At("occurrence_data").At("issue_title") : context.Data.At("title")),
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
