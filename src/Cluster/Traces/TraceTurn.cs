using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// One mail to a trace, or to an event that is joined alone: steps, says what follows, and writes down what was new. A trace in doubt,
/// of which something that it said before may not have been heard, says all of it again.
/// </summary>
internal readonly struct TraceTurn(NodeId id, NodeContext context, TraceRows rows, bool isInDoubt)
{
    private readonly TraceOutbox _mail = new(rows);
    private readonly TraceEntry _entry = new(context.Now);
    private readonly List<EventId> _events = [];
    private readonly List<ReadOnlyMemory<byte>> _added = [];
    private readonly List<IngestOutcome> _outcomes = [];

    internal (TraceReply Reply, NodeWrite? Write) Take(TraceCommand mail)
    {
        foreach (FactSlice fact in FactSlice.Of(mail.Observed))
        {
            Observe(fact.Bytes);
        }

        foreach (ReplayId replay in mail.Seen)
        {
            See(replay);
        }

        foreach (Listed listed in mail.Listed)
        {
            List(listed);
        }

        foreach (FactSlice fact in FactSlice.Of(mail.Elsewhere))
        {
            Yield(fact.Bytes);
        }

        if (isInDoubt)
        {
            RemindAll();
        }

        var reply = new TraceReply { Outcomes = _outcomes, Links = _mail.Links, Named = _mail.Named };
        return _entry.IsEmpty
            ? (reply, null)
            : (reply, new NodeWrite(id, default, _entry.Bytes, ExpiresAt(mail.Seen.Count + mail.Listed.Count > 0))
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

        // A copy: the mail's buffer holds much more than this.
        byte[] own = bytes.ToArray();
        _entry.Observed(own);
        _events.Add(fact.EventId);
        _added.Add(own);
        _outcomes.Add(IngestOutcome.Accepted);
        TraceStep.Observe(rows, rows.Add(own), _mail);
    }

    private void See(ReplayId replay)
    {
        if (TraceStep.See(rows, rows.RefOf(replay), _mail))
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

        _mail.IsAgain = !isNews;
        TraceStep.Mark(rows, listed.Event, _mail);
        _mail.IsAgain = false;
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

        TraceStep.Withdraw(rows, row, _mail);
    }

    private void Remind(RowRef row)
    {
        if (rows.IsWithdrawn(row))
        {
            TraceStep.Withdraw(rows, row, _mail);
            return;
        }

        _mail.IsAgain = true;
        TraceStep.Observe(rows, row, _mail);
        _mail.IsAgain = false;
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
