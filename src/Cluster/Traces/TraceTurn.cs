using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// One command to a trace or an untraced event: steps it, collects notifications, and encodes the changes. If earlier notifications may be
/// lost, all are sent again.
/// </summary>
internal readonly struct TraceTurn(NodeId id, NodeContext context, TraceRows rows, bool mustRedeliver)
{
    private readonly TraceOutbox _outbox = new(rows);
    private readonly TraceEntry _entry = new(context.Now);
    private readonly List<EventId> _events = [];
    private readonly List<ObservedEvent> _added = [];
    private readonly List<IngestOutcome> _outcomes = [];

    internal (TraceReply Reply, NodeWrite? Write) Take(TraceCommand command)
    {
        foreach (ObservedEvent observed in command.Observed)
        {
            Observe(observed);
        }

        foreach (ReplayId replay in command.Seen)
        {
            AddReplay(replay);
        }

        foreach (Listed listed in command.Listed)
        {
            List(listed);
        }

        foreach (ObservedEvent observed in command.Elsewhere)
        {
            WithdrawSuperseded(observed);
        }

        if (mustRedeliver)
        {
            RepeatAll();
        }

        var reply = new TraceReply { Outcomes = _outcomes, Links = _outbox.Links, Named = _outbox.Named };
        return _entry.IsEmpty
            ? (reply, null)
            : (reply, new NodeWrite(id, default, _entry.Bytes, ExpiresAt(command.Seen.Count + command.Listed.Count > 0))
            {
                Events = _events,
            });
    }

    private void Observe(ObservedEvent observed)
    {
        foreach (RowRef row in rows.Of(observed.EventId).ToArray())
        {
            if (!observed.HasSameKey(rows.Event(row)))
            {
                continue;
            }

            if (!observed.Supersedes(rows.Event(row)))
            {
                Repeat(row);
                _outcomes.Add(IngestOutcome.Duplicate);
                return;
            }

            Withdraw(row);
        }

        // A copy, so that the trace does not keep the whole buffer of the command in memory.
        ObservedEvent own = observed.Detach();
        _entry.Observed(own.Bytes.Span);
        _events.Add(own.EventId);
        _added.Add(own);
        _outcomes.Add(IngestOutcome.Accepted);
        TraceStep.Observe(rows, rows.Add(own), _outbox);
    }

    private void AddReplay(ReplayId replay)
    {
        if (TraceStep.AddReplay(rows, rows.RefOf(replay), _outbox))
        {
            _entry.Seen(replay);
        }
        else
        {
            RepeatAll();
        }
    }

    private void List(in Listed listed)
    {
        bool isNew = rows.Add(listed);
        if (isNew)
        {
            _entry.Listed(listed);
        }

        _outbox.IsRepeat = !isNew;
        TraceStep.Annotate(rows, listed.Event, _outbox);
        _outbox.IsRepeat = false;
    }

    // Another trace holds an observation of the same key: the superseded one of the two is withdrawn.
    private void WithdrawSuperseded(ObservedEvent observed)
    {
        foreach (RowRef row in rows.Of(observed.EventId).ToArray())
        {
            if (observed.HasSameKey(rows.Event(row)) && observed.Supersedes(rows.Event(row)))
            {
                Withdraw(row);
            }
        }
    }

    private void Withdraw(RowRef row)
    {
        if (!rows.IsWithdrawn(row))
        {
            _entry.Withdrawn(rows.Event(row).Bytes.Span);
        }

        TraceStep.Withdraw(rows, row, _outbox);
    }

    private void Repeat(RowRef row)
    {
        if (rows.IsWithdrawn(row))
        {
            TraceStep.Withdraw(rows, row, _outbox);
            return;
        }

        _outbox.IsRepeat = true;
        TraceStep.Observe(rows, row, _outbox);
        _outbox.IsRepeat = false;
    }

    private void RepeatAll()
    {
        foreach (RowRef row in rows.All)
        {
            Repeat(row);
        }
    }

    // Replays and listings matter as long as the observations that they apply to.
    private Timestamp ExpiresAt(bool concernsAll)
    {
        Timestamp latest = context.Expiry.At(context.Now, 0);
        foreach (ObservedEvent observed in concernsAll ? rows.Observed : _added)
        {
            Timestamp expiry = context.Expiry.At(observed.Timestamp, observed.RetentionDays);
            latest = expiry > latest ? expiry : latest;
        }

        return latest;
    }
}
