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

    internal TableNames Names => new(_nodes.Names);

    private NodeMentions Mentioned => new(_nodes);

    private NodeTitles Titled => new(_nodes);

    /// <summary>What has expired at a moment.</summary>
    internal Expiry ExpiryAt(Timestamp now) => new(now, _nodes.Retention);

    internal IngestResult Apply(ReadOnlyMemory<byte> facts, Timestamp now)
    {
        (_expiry, _accepted, _duplicates, _expired) = (ExpiryAt(now), 0, 0, 0);
        FactBatch.Read(facts, this);
        TakeWindow();
        return new(_accepted, _duplicates, _expired);
    }

    /// <summary>Applies events that have not expired, then other facts.</summary>
    /// <param name="events">The events.</param>
    /// <param name="mayMention">Which of them may mention something for the first time on a day.</param>
    /// <param name="titles">The titles that they may give their issues.</param>
    /// <param name="rest">The other facts, encoded.</param>
    /// <param name="now">The current time.</param>
    internal void Apply(
        Span<Observation> events, ReadOnlySpan<bool> mayMention, IReadOnlyList<IssueTitle> titles, ReadOnlyMemory<byte> rest, Timestamp now)
    {
        _expiry = ExpiryAt(now);
        foreach (IssueTitle title in titles)
        {
            Titled.TitlesOf(title.Issue).Add(title);
        }

        for (int at = 0; at < events.Length; at += EventWindow.Size)
        {
            int count = Math.Min(EventWindow.Size, events.Length - at);
            Take(events.Slice(at, count), mayMention.Slice(at, count));
        }

        Apply(rest, now);
    }

    public void Visit(in EventFact fact)
    {
        TitleStep.Take(fact, _expiry, Titled);
        if (Arrival.HasExpired(fact, _expiry))
        {
            MentionStep.Take(fact, _expiry, Mentioned);
            _expired++;
        }
        else if (_window.Add(Observation.Of(fact, Names)))
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
        Count(ReplayStep.Record(state, fact, _expiry, Names, _replayOutbox.At(replay)), replay);
    }

    public void Visit(in EventLinkFact fact)
    {
        var replay = new ReplayRef(_nodes.FindOrAddReplay(fact.ReplayId));
        PackedReplay node = _nodes.Replay(replay.Index);
        node.Link(fact.Timestamp);
        Count(ReplayStep.Link(node.State, fact, _replayOutbox.At(replay)), replay);
    }

    public void Visit(in ReplayDeleteFact fact)
    {
        var replay = new ReplayRef(_nodes.FindOrAddReplay(fact.ReplayId));
        Count(ReplayStep.Delete(_nodes.Replay(replay.Index).State, fact), replay);
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
        Take(_window.Events, EventWindow.All);
        _window.Clear();
    }

    private void Take(Span<Observation> events, ReadOnlySpan<bool> mayMention)
    {
        ReadOnlySpan<int> traces = _window.FindTraces(events);
        for (int i = 0; i < traces.Length; i++)
        {
            if (mayMention[i])
            {
                MentionStep.Take(events[i], Mentioned);
            }

            Take(ref events[i], traces[i]);
        }
    }

    private void Take(ref Observation observation, int trace)
    {
        observation.Replay = observation.ReplayId.IsNone ? default : new(_nodes.FindOrAddReplay(observation.ReplayId));
        uint hash = FingerprintIndex.Hash(observation.EventId.Value);
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
            trace = observation.TraceId.IsNone ? _nodes.Traces.AddUntraced() : _nodes.Traces.FindOrAdd(observation.TraceId);
        }

        TraceCursor at = _trace.At(trace);
        RowRef row = at.Add(observation, _expiry);
        TraceStep.Observe(at, row, observation, _outbox);
        _nodes.Events.Add(hash, row.Index);
        if (isMultiIssue)
        {
            _reassigned.FlagMultiIssue(observation.EventId);
        }

        _reassigned.Observe(row, observation.EventId);
        new EventRows(_nodes).NoteChanged(hash, observation.EventId);
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
        new EventRows(_nodes).NoteChanged(hash, observation.EventId);
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
        if (_nodes.AnyIssueDeleted)
        {
            _nodes.CoverageChanges.All();
        }

        Count(isNew);
    }

    private void Count(bool isNew, ReplayRef replay)
    {
        if (isNew)
        {
            _nodes.Summarize(replay.Index);
        }

        Count(isNew);
    }

    private void Count(bool isNew)
    {
        _accepted += isNew ? 1 : 0;
        _duplicates += isNew ? 0 : 1;
    }
}
