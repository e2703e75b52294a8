using ReplayGraph.Embedded.Memory;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Delivers facts to the nodes of an organization: finds the nodes, calls their steps, and counts the outcomes. The steps hold the rules.
/// One thread at a time.
/// </summary>
internal sealed class Applier : IFactVisitor
{
    private readonly OrganizationNodes _nodes;
    private readonly EventWindow _window;
    private readonly TraceCursor _trace;
    private readonly DirectOutbox _outbox;
    private readonly ReplayOutbox _replayOutbox;
    private readonly ReassignedRows _reassigned;
    private Expiry _expiry;
    private int _accepted;
    private int _duplicates;
    private int _expired;

    internal Applier(OrganizationNodes nodes)
    {
        _nodes = nodes;
        _window = new(nodes);
        _trace = new(nodes);
        _outbox = new(nodes);
        _replayOutbox = new(nodes, _trace, _outbox);
        _reassigned = new(nodes);
    }

    private TableNames Names => new(_nodes.Names);

    private NodeMentions Mentioned => new(_nodes);

    internal IngestResult Apply(ReadOnlyMemory<byte> facts, Timestamp now)
    {
        (_expiry, _accepted, _duplicates, _expired) = (new(now, _nodes.Retention), 0, 0, 0);
        FactBatch.Read(facts, this);
        TakeWindow();
        return new(_accepted, _duplicates, _expired);
    }

    public void Visit(in EventFact fact)
    {
        if (_window.Add(fact))
        {
            TakeWindow();
        }
    }

    public void Visit(in SegmentFact fact)
    {
        if (Arrival.HasExpired(fact, _expiry))
        {
            _expired++;
            return;
        }

        var replay = new ReplayRef(_nodes.FindOrAddReplay(fact.ReplayId));
        ReplayState state = _nodes.Replay(replay.Index).State;
        Count(ReplayStep.Record(state, fact, _expiry, Names, _replayOutbox.At(replay)), state);
    }

    public void Visit(in EventLinkFact fact)
    {
        var replay = new ReplayRef(_nodes.FindOrAddReplay(fact.ReplayId));
        PackedReplay node = _nodes.Replay(replay.Index);
        node.Link(fact.Timestamp);
        Count(ReplayStep.Link(node.State, fact, _replayOutbox.At(replay)), node.State);
    }

    public void Visit(in ReplayDeleteFact fact)
    {
        ReplayState state = _nodes.Replay(_nodes.FindOrAddReplay(fact.ReplayId)).State;
        Count(ReplayStep.Delete(state, fact), state);
    }

    public void Visit(in IssueMergeFact fact) => Take(IssueOp.Of(fact));

    public void Visit(in IssueUnmergeFact fact) => Take(IssueOp.Of(fact));

    public void Visit(in IssueDeleteFact fact) => Take(IssueOp.Of(fact));

    public void Visit(in EventDeleteFact fact)
    {
        Count(EventStep.Delete(fact, _reassigned));

        // The deleted events may have linked their siblings.
        _nodes.TouchAll();
    }

    public void Visit(in EventMoveFact fact)
    {
        MentionStep.Take(fact, Mentioned);
        Count(EventStep.Move(fact, _reassigned));
    }

    private void TakeWindow()
    {
        ReadOnlySpan<int> traces = _window.FindTraces();
        for (int i = 0; i < traces.Length; i++)
        {
            Take(_window.Events[i], traces[i]);
        }

        _window.Clear();
    }

    private void Take(in EventFact fact, int trace)
    {
        MentionStep.Take(fact, _expiry, Mentioned);
        if (Arrival.HasExpired(fact, _expiry))
        {
            _expired++;
            return;
        }

        Observation observation = Observation.Of(fact, Names);
        observation.Replay = fact.ReplayId.IsNone ? default : new(_nodes.FindOrAddReplay(fact.ReplayId));
        uint hash = FingerprintIndex.Hash(fact.EventId.Value);
        RowRef known = new EventRows(_nodes).Find(hash, observation.Key, out bool isMultiIssue);
        if (!known.IsNone)
        {
            _nodes.TryRead(known.Index, out Observation before, out _);
            before.ReplayId = before.Replay.IsNone ? default : _nodes.Replay(before.Replay.Index).State.Id;
            if (!observation.Supersedes(before))
            {
                _duplicates++;
                KeepSuperseded(observation, hash, before, trace);
                return;
            }

            TraceStep.Withdraw(_trace.At(ObservationRow.Trace(_nodes.Row(known))), known, _outbox);
        }

        // The window looked up the trace before it applied its other events, and one of them may have added it.
        if (trace == 0)
        {
            trace = fact.TraceId.IsNone ? _nodes.Traces.AddUntraced() : _nodes.Traces.FindOrAdd(fact.TraceId);
        }

        TraceCursor at = _trace.At(trace);
        RowRef row = at.Add(observation, _expiry);
        TraceStep.Observe(at, row, observation, _outbox);
        _nodes.Events.Add(hash, row.Index);
        if (isMultiIssue)
        {
            _reassigned.FlagMultiIssue(fact.EventId);
        }

        _reassigned.Observe(row, fact.EventId);
        _accepted++;
    }

    // A superseded observation still counts for the replays of its trace, as it does where it arrives first.
    private void KeepSuperseded(in Observation observation, uint hash, in Observation later, int trace)
    {
        if (observation.TraceId.IsNone || !later.Supersedes(observation) || new EventRows(_nodes).HoldsEqual(hash, observation))
        {
            return;
        }

        TraceCursor at = _trace.At(trace == 0 ? _nodes.Traces.FindOrAdd(observation.TraceId) : trace);
        RowRef row = at.Add(observation, _expiry);
        at.Remove(row);
        TraceStep.NoteWithdrawn(at, observation, _outbox);
        _nodes.Events.Add(hash, row.Index);
    }

    private void Take(IssueOp op)
    {
        bool isNew = IssueStep.Take(op, _nodes);
        _nodes.TouchAll();
        foreach (IssueId id in op.Issues)
        {
            _nodes.FindOrAddIssue(id).Links.Touch();
        }

        MentionStep.Take(op, Mentioned);
        Count(isNew);
    }

    private void Count(bool isNew, ReplayState state)
    {
        if (isNew)
        {
            _nodes.Summarize(state);
        }

        Count(isNew);
    }

    private void Count(bool isNew)
    {
        _accepted += isNew ? 1 : 0;
        _duplicates += isNew ? 0 : 1;
    }
}
