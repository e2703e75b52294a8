using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.EventStream;

/// <summary>Reads the insert of a transaction. As in Snuba, one without a trace context is accepted and stores nothing.</summary>
internal static class TransactionMessage
{
    internal static bool Is(JsonElement body) =>
        MessageFields.IsString(body.At("data").At("type"), out ReadOnlySpan<byte> type) && type.SequenceEqual("transaction"u8)
        && !EventContext.IsOccurrence(body);

    internal static bool Read(JsonElement body, MessageFields fields, FactBatch into)
    {
        if (!EventContext.Read(body, tagNamesReplay: true, fields, out EventContext context))
        {
            return false;
        }

        if (!context.HasTrace)
        {
            return true;
        }

        if (!((!context.TraceId.IsNone || fields.Missing("data.contexts.trace.trace_id"))
            && fields.Text(context.Data, "data.transaction", Limits.TextBytes, out Text name)
            && fields.Start(context.Data, "data.start_timestamp", out Timestamp start)
            && fields.Seconds(context.Data, "data.timestamp", out Timestamp end)
            && (end != default || fields.Missing("data.timestamp"))
            && fields.Seconds(context.Data, "data.received", out Timestamp received)))
        {
            return false;
        }

        into.Add(new EventFact
        {
            Kind = FactKind.Transaction,
            EventId = context.EventId,
            ProjectId = context.ProjectId,
            Timestamp = end,
            Received = received,
            TraceId = context.TraceId,
            SpanId = context.SpanId,
            Transaction = name,
            ReplayId = context.ReplayId,
            Level = context.Level,
            Platform = context.Platform,
            Sdk = context.Sdk,
            Environment = context.Environment,
            Release = context.Release,
            DurationMs = Durations.Between(start, end),
            RetentionDays = context.Retention,
        });
        return true;
    }
}
