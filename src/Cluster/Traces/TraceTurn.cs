using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// One command to a trace, or to an event that is joined alone: steps, collects notifications, and writes down what is new. If earlier
/// notifications may be lost, all are sent again.
/// </summary>
internal readonly struct TraceTurn(NodeId id, NodeContext context, TraceRows rows, bool mustRedeliver)
{
    private readonly TraceOutbox _outbox = new(rows);
    private readonly TraceEntry _entry = new(context.Now);
    private readonly List<EventId> _events = [];
    private readonly List<ReadOnlyMemory<byte>> _added = [];
    private readonly List<IngestOutcome> _outcomes = [];

    internal (TraceReply Reply, NodeWrite? Write) Take(TraceCommand command)
    {
        foreach (FactSlice fact in FactSlice.Of(command.Observed))
        {
            Observe(fact.Bytes);
        }

        foreach (ReplayId replay in command.Seen)
        {
            See(replay);
        }

        foreach (Listed listed in command.Listed)
        {
            List(listed);
        }

        foreach (FactSlice fact in FactSlice.Of(command.Elsewhere))
        {
            Yield(fact.Bytes);
        }

        if (mustRedeliver)
        {
            RemindAll();
        }

        var reply = new TraceReply { Outcomes = _outcomes, Links = _outbox.Links, Named = _outbox.Named };
        return _entry.IsEmpty
            ? (reply, null)
            : (reply, new NodeWrite(id, default, _entry.Bytes, ExpiresAt(command.Seen.Count + command.Listed.Count > 0))
            {
                Events = _events,
            });
    }

    private void Observe(ReadOnlyMemory<byte> bytes)
    {
        EventFact fact = Observations.Fact(bytes);
        foreach (RowRef row in rows.Of(fact.EventId).ToArray())
        {
            EventFact known = Observations.Fact(rows.Bytes(row));
            if (!Observations.HaveSameKey(fact, known))
            {
                continue;
            }

            if (!Observations.Supersedes(fact, bytes.Span, known, rows.Bytes(row).Span))
            {
                Remind(row);
                _outcomes.Add(IngestOutcome.Duplicate);
                return;
            }

            Withdraw(row);
        }

        // A copy: the command's buffer holds much more than this.
        byte[] own = bytes.ToArray();
        _entry.Observed(own);
        _events.Add(fact.EventId);
        _added.Add(own);
        _outcomes.Add(IngestOutcome.Accepted);
        TraceStep.Observe(rows, rows.Add(own), _outbox);
    }

    private void See(ReplayId replay)
    {
        if (TraceStep.See(rows, rows.RefOf(replay), _outbox))
        {
            _entry.Seen(replay);
        }
        else
        {
            RemindAll();
        }
    }

    private void List(in Listed listed)
    {
        bool isNews = rows.Add(listed);
        if (isNews)
        {
            _entry.Listed(listed);
        }

        _outbox.IsAgain = !isNews;
        TraceStep.Mark(rows, listed.Event, _outbox);
        _outbox.IsAgain = false;
    }

    // Another trace holds an observation of a key that this one holds too: the lesser of the two is gone.
    private void Yield(ReadOnlyMemory<byte> bytes)
    {
        EventFact fact = Observations.Fact(bytes);
        foreach (RowRef row in rows.Of(fact.EventId).ToArray())
        {
            EventFact known = Observations.Fact(rows.Bytes(row));
            if (Observations.HaveSameKey(fact, known) && Observations.Supersedes(fact, bytes.Span, known, rows.Bytes(row).Span))
            {
                Withdraw(row);
            }
        }
    }

    private void Withdraw(RowRef row)
    {
        if (!rows.IsWithdrawn(row))
        {
            _entry.Withdrawn(rows.Bytes(row).Span);
        }

        TraceStep.Withdraw(rows, row, _outbox);
    }

    private void Remind(RowRef row)
    {
        if (rows.IsWithdrawn(row))
        {
            TraceStep.Withdraw(rows, row, _outbox);
            return;
        }

        _outbox.IsAgain = true;
        TraceStep.Observe(rows, row, _outbox);
        _outbox.IsAgain = false;
    }

    private void RemindAll()
    {
        foreach (RowRef row in rows.All)
        {
            Remind(row);
        }
    }

    // What is seen and listed matters as long as the observations that it concerns.
    private Timestamp ExpiresAt(bool concernsAll)
    {
        Timestamp latest = context.ExpiryOf(context.Now, 0);
        foreach (ReadOnlyMemory<byte> bytes in concernsAll ? rows.Observed : _added)
        {
            EventFact fact = Observations.Fact(bytes);
            Timestamp expiry = context.ExpiryOf(fact.Timestamp, fact.RetentionDays);
            latest = expiry > latest ? expiry : latest;
        }

        return latest;
    }
}
