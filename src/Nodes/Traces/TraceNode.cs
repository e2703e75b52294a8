using ReplayGraph.Facts;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Traces;

namespace ReplayGraph.Nodes.Traces;

/// <summary>The shell of a trace, or of an event that is joined alone. One call at a time.</summary>
public sealed class TraceNode(NodeId id, NodeContext context) : NodeShell<TraceRows>(id, context)
{
    /// <summary>Takes observations, replays and listings in, and says what follows.</summary>
    /// <exception cref="GraphException">It is not durable, as far as is known; transient.</exception>
    public ValueTask<TraceReply> JoinAsync(TraceMail mail, CancellationToken cancel = default) =>
        StepAsync(rows => new TraceTurn(this, rows).Take(mail), cancel);

    /// <summary>What it holds.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public async ValueTask<TraceView> ViewAsync(CancellationToken cancel = default) => View(await StateAsync(cancel));

    /// <summary>What a trace with this log holds.</summary>
    public static TraceView View(NodeLog log)
    {
        var rows = new TraceRows();
        foreach (byte[] entry in log.Entries)
        {
            TraceEntry.Fold(rows, entry);
        }

        return View(rows);
    }

    /// <inheritdoc/>
    protected override TraceRows Empty() => new();

    /// <inheritdoc/>
    protected override Timestamp Fold(TraceRows state, byte[] entry, long version) => TraceEntry.Fold(state, entry);

    private static TraceView View(TraceRows rows)
    {
        var observed = new FactWriter();
        foreach (ReadOnlyMemory<byte> one in rows.Observed)
        {
            observed.Raw(one.Span);
        }

        return new(observed.Written.ToArray(), rows.Seen, [.. rows.Listed]);
    }

    // One mail: steps, says what follows, and writes down what was new.
    private readonly struct TraceTurn(TraceNode node, TraceRows rows)
    {
        private readonly TraceOutbox _mail = new(rows);
        private readonly TraceEntry _entry = new(node.Context.Now);
        private readonly List<EventId> _events = [];
        private readonly List<ReadOnlyMemory<byte>> _added = [];
        private readonly List<Outcome> _outcomes = [];

        internal (TraceReply Reply, NodeWrite? Write) Take(TraceMail mail)
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

            if (node.IsInDoubt)
            {
                RemindAll();
            }

            var reply = new TraceReply { Outcomes = _outcomes, Links = _mail.Links, Named = _mail.Named };
            return _entry.IsEmpty
                ? (reply, null)
                : (reply, new NodeWrite(node.Id, default, _entry.Bytes, ExpiresAt(mail.Seen.Count + mail.Listed.Count > 0))
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
                    _outcomes.Add(Outcome.Duplicate);
                    return;
                }

                Withdraw(row);
            }

            // A copy: the mail's buffer holds much more than this.
            byte[] own = bytes.ToArray();
            _entry.Observed(own);
            _events.Add(fact.EventId);
            _added.Add(own);
            _outcomes.Add(Outcome.Accepted);
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
            for (RowRef row = rows.First; !row.IsNone; row = rows.Next(row))
            {
                Remind(row);
            }
        }

        // What is seen and listed matters as long as the observations that it concerns.
        private Timestamp ExpiresAt(bool concernsAll)
        {
            Timestamp latest = node.Context.ExpiryOf(node.Context.Now, 0);
            foreach (ReadOnlyMemory<byte> bytes in concernsAll ? rows.Observed : _added)
            {
                EventFact fact = Observations.Fact(bytes);
                Timestamp expiry = node.Context.ExpiryOf(fact.Timestamp, fact.RetentionDays);
                latest = expiry > latest ? expiry : latest;
            }

            return latest;
        }
    }
}
