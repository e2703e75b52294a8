using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// The insert of an error, or of an occurrence of another kind of issue (<c>generic-events</c>, told by its <c>occurrence_data</c>,
/// whose replay stands in the contexts alone). A <c>group_id</c> of 0 is none. An unreadable <c>datetime</c> gives way to
/// <c>data.received</c>.
/// </summary>
internal static class ErrorMessage
{
    internal static bool Read(JsonElement body, MessageFields fields, FactBatch into)
    {
        bool isOccurrence = body.At("occurrence_data").ValueKind == JsonValueKind.Object;
        if (!(EventContext.Read(body, !isOccurrence, fields, out EventContext context)
            && fields.Issue(body, "group_id", zeroIsNone: true, out IssueId issueId)
            && fields.Hash(body, "primary_hash", out UInt128 hash)
            && fields.Date(body, "datetime", out Timestamp timestamp)
            && fields.Seconds(context.Data, "data.received", out Timestamp received)
            && (received != default || fields.Missing("data.received"))))
        {
            return false;
        }

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
            Level = context.Level,
            Platform = context.Platform,
            Environment = context.Environment,
            Release = context.Release,
            PrimaryHash = hash,
            RetentionDays = context.Retention,
        });
        return true;
    }
}
