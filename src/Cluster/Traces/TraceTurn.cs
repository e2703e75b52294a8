using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// One command to a trace or an untraced event: steps it, collects notifications, and encodes the changes. If earlier notifications may be
/// lost, all are sent again.
/// </summary>
/// <param name="id">The trace.</param>
/// <param name="trace">Its state.</param>
/// <param name="expiry">The time, and the default retention.</param>
/// <param name="scratch">A buffer for the changes, which this turn has to itself.</param>
internal readonly struct TraceTurn(NodeId id, LoadedNode<TraceRows> trace, Expiry expiry, FactWriter scratch)
{
    private readonly TraceRows _rows = trace.State;
    private readonly TraceOutbox _outbox = new(trace.State);
    private readonly TraceEntry _entry = new(scratch, expiry.Now);

    internal (TraceReply Reply, NodeWrite? Write) Take(TraceCommand command)
    {
        var outcomes = new IngestOutcome[command.Observed.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Observe(command.Observed[i]);
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

        if (trace.MustRedeliver)
        {
            RepeatAll();
        }

        _rows.EndTurn();
        var reply = new TraceReply { Outcomes = outcomes, Links = _outbox.Links, Named = _outbox.Named };
        return (reply, _entry.IsEmpty ? null : Write(command, outcomes));
    }

    private IngestOutcome Observe(ObservedEvent observed)
    {
        foreach (RowRef row in _rows.Of(observed.EventId))
        {
            if (!observed.HasSameKey(_rows.Event(row)))
            {
                continue;
            }

            if (!observed.Supersedes(_rows.Event(row)))
            {
                Repeat(row);
                KeepSuperseded(observed);
                return IngestOutcome.Duplicate;
            }

            Withdraw(row);
        }

        TraceStep.Observe(_rows, Add(observed), _outbox);
        return IngestOutcome.Accepted;
    }

    // A superseded observation still counts for the replays of the trace, as it does where it arrives first.
    private void KeepSuperseded(ObservedEvent observed)
    {
        if (id.Trace.IsNone || _rows.Holds(observed))
        {
            return;
        }

        RowRef row = Add(observed);
        _rows.Remove(row);
        _entry.Withdrawn(observed.Bytes.Span);
        _rows.Read(row, out Observation observation);
        TraceStep.NoteWithdrawn(_rows, observation, _outbox);
    }

    private RowRef Add(ObservedEvent observed)
    {
        _entry.Observed(observed.Bytes.Span);

        // A copy, so that the trace does not keep the whole buffer of the command in memory.
        return _rows.Add(observed, observed.Bytes.ToArray());
    }

    private void AddReplay(ReplayId replay)
    {
        if (TraceStep.AddReplay(_rows, _rows.RefOf(replay), _outbox))
        {
            _entry.Seen(replay);
        }
    }

    private void List(in Listed listed)
    {
        bool isNew = _rows.Add(listed);
        if (isNew)
        {
            _entry.Listed(listed);
        }

        TraceStep.Annotate(_rows, listed.Event, _outbox, again: !isNew);
        foreach (RowRef row in _rows.Of(listed.Event).Where(_rows.IsWithdrawn))
        {
            _rows.Read(row, out Observation observation);
            TraceStep.NoteWithdrawn(_rows, observation, _outbox);
        }
    }

    // Another trace holds an observation of the same key: the superseded one of the two is withdrawn.
    private void WithdrawSuperseded(ObservedEvent observed)
    {
        foreach (RowRef row in _rows.Of(observed.EventId))
        {
            if (observed.HasSameKey(_rows.Event(row)) && observed.Supersedes(_rows.Event(row)))
            {
                Withdraw(row);
            }
        }
    }

    private void Withdraw(RowRef row)
    {
        if (!_rows.IsWithdrawn(row))
        {
            _entry.Withdrawn(_rows.Event(row).Bytes.Span);
        }

        TraceStep.Withdraw(_rows, row, _outbox);
    }

    private void Repeat(RowRef row)
    {
        if (_rows.IsWithdrawn(row))
        {
            TraceStep.Withdraw(_rows, row, _outbox);
            return;
        }

        TraceStep.Observe(_rows, row, _outbox, again: true);
    }

    private void RepeatAll()
    {
        foreach (RowRef row in _rows.All)
        {
            if (_rows.IsWithdrawn(row))
            {
                TraceStep.Withdraw(_rows, row, _outbox);
            }
            else
            {
                TraceStep.Repeat(_rows, row, _outbox);
            }
        }
    }

    private NodeWrite Write(TraceCommand command, IngestOutcome[] outcomes)
    {
        List<EventId> events = new(outcomes.Length);
        Timestamp latest = expiry.At(expiry.Now, 0);
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == IngestOutcome.Accepted)
            {
                events.Add(command.Observed[i].EventId);
                latest = Latest(latest, command.Observed[i]);
            }
        }

        if (command.Seen.Count + command.Listed.Count > 0)
        {
            // Replays and listings matter as long as the observations that they apply to.
            foreach (ObservedEvent observed in _rows.Observed)
            {
                latest = Latest(latest, observed);
            }
        }

        return new NodeWrite(id, trace.Version, _entry.Bytes, latest) { Events = events };
    }

    private Timestamp Latest(Timestamp latest, ObservedEvent observed)
    {
        Timestamp own = expiry.At(observed.Timestamp, observed.RetentionDays);
        return own > latest ? own : latest;
    }
}
