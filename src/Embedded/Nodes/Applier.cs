using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Delivers facts to the nodes of an organization, and the steps' messages from node to node. One thread at a time. It only finds the
/// nodes and carries the messages: what they mean is the steps' matter.
/// </summary>
internal sealed class Applier(OrganizationNodes nodes) : IFactVisitor, IOutbox
{
    // Facts commute, so events may wait for each other: the places in the indexes that a window of them will ask for are touched
    // together, and the memory is waited for once, not for each.
    private const int Window = 32;

    private readonly TraceCursor _trace = new(nodes);
    private readonly EventFact[] _window = new EventFact[Window];
    private int _waiting;
    private ulong _touched;
    private Timestamp _now;
    private int _accepted;
    private int _duplicates;
    private int _expired;

    /// <summary>Applies the facts of a batch.</summary>
    internal IngestResult Apply(ReadOnlyMemory<byte> facts, Timestamp now)
    {
        (_now, _accepted, _duplicates, _expired) = (now, 0, 0, 0);
        FactBatch.Read(facts, this);
        TakeWindow();
        return new(_accepted, _duplicates, _expired);
    }

    public void Visit(in EventFact fact)
    {
        _window[_waiting++] = fact;
        if (_waiting == Window)
        {
            TakeWindow();
        }
    }

    private void TakeWindow()
    {
        ReadOnlySpan<EventFact> events = _window.AsSpan(0, _waiting);
        foreach (ref readonly EventFact fact in events)
        {
            _touched += nodes.Events.Touch(FingerprintHash(fact.EventId)) + nodes.Traces.Touch(fact.TraceId);
        }

        foreach (ref readonly EventFact fact in events)
        {
            Take(fact);
        }

        _waiting = 0;
    }

    private void Take(in EventFact fact)
    {
        if (nodes.ExpiryOf(fact.Timestamp, fact.RetentionDays) <= _now)
        {
            _expired++;
            return;
        }

        ToObservation(fact, out Observation observation);
        uint hash = FingerprintHash(fact.EventId);
        RowRef known = FindRow(hash, observation, out bool isTwin);
        if (!known.IsNone)
        {
            nodes.TryRead(known.Index, out Observation before, out _);
            before.ReplayId = before.Replay.IsNone ? default : nodes.Replay(before.Replay.Index).State.Id;
            if (!observation.Supersedes(before))
            {
                _duplicates++;
                return;
            }

            TraceStep.Withdraw(_trace.At(ObservationRow.Trace(nodes.Row(known))), known, this);
        }

        int trace = fact.TraceId.IsNone ? nodes.Traces.AddAlone() : nodes.Traces.FindOrAdd(fact.TraceId);
        RowRef row = TraceStep.Observe(_trace.At(trace), observation, this);
        nodes.Events.Add(hash, row.Index);
        if (isTwin)
        {
            MarkTwins(fact.EventId);
        }

        if (nodes.Marks.Find(fact.EventId) is { Divert: true } marks)
        {
            Divert(row, marks);
        }

        _accepted++;
    }

    public void Visit(in SegmentFact fact)
    {
        Timestamp expiresAt = nodes.ExpiryOf(fact.Timestamp, fact.RetentionDays);
        if (expiresAt <= _now)
        {
            _expired++;
            return;
        }

        var replay = new ReplayRef(nodes.FindOrAddReplay(fact.ReplayId));
        ReplayState state = nodes.Replay(replay.Index).State;
        bool news = fact.IsArchived && state.Archive(fact.Timestamp);
        if (!fact.IsArchived)
        {
            news |= state.Add(ToRow(fact), expiresAt);
            foreach (TraceId id in fact.TraceIds ?? [])
            {
                if (state.Traces.Add(id))
                {
                    news = true;
                    TraceStep.See(_trace.At(nodes.Traces.FindOrAdd(id)), replay, this);
                }
            }

            foreach (EventId id in fact.ErrorIds ?? [])
            {
                news |= List(state, id, new Listing(replay, default));
            }
        }

        Count(news, state);
    }

    public void Visit(in EventLinkFact fact)
    {
        var replay = new ReplayRef(nodes.FindOrAddReplay(fact.ReplayId));
        ReplayState state = nodes.Replay(replay.Index).State;
        Count(List(state, fact.EventId, new Listing(replay, fact.ProjectId)), state);
    }

    public void Visit(in ReplayDeleteFact fact)
    {
        ReplayState state = nodes.Replay(nodes.FindOrAddReplay(fact.ReplayId)).State;
        Count(state.Delete(fact.ProjectId), state);
    }

    public void Visit(in IssueMergeFact fact) => Apply(IssueOp.Of(fact));

    public void Visit(in IssueUnmergeFact fact) => Apply(IssueOp.Of(fact));

    public void Visit(in IssueDeleteFact fact)
    {
        nodes.AnyIssueDeleted = true;
        Apply(IssueOp.Of(fact));
    }

    public void Visit(in EventDeleteFact fact)
    {
        bool news = false;
        foreach (EventId id in fact.EventIds)
        {
            EventMarks marks = MarksOf(id);
            if (marks.Add(new Tombstone(fact.ProjectId, fact.Timestamp, fact.PrimaryHash)))
            {
                news = true;
                DivertAll(id, marks);
            }
        }

        Count(news);
    }

    public void Visit(in EventMoveFact fact)
    {
        bool news = false;
        foreach (EventId id in fact.EventIds)
        {
            EventMarks marks = MarksOf(id);
            if (marks.Add(new Move(fact.ProjectId, fact.Timestamp, fact.Into)))
            {
                news = true;
                DivertAll(id, marks);
            }
        }

        Count(news);
    }

    void IOutbox.Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        if (!observation.IssueId.IsNone)
        {
            LinkStep.Contribute(nodes.FindOrAddIssue(observation.IssueId).Links, observation, row, replay, evidence);
        }

        if (observation.Transaction is { } name)
        {
            LinkStep.Contribute(nodes.FindOrAddTransaction(name), observation, row, replay, evidence);
        }
    }

    void IOutbox.Withdraw(in Observation observation, RowRef row)
    {
        foreach (LinkTable links in LinksOf(observation))
        {
            links.Withdraw(row);
        }
    }

    void IOutbox.Name(ReplayRef replay, RowRef row) => nodes.Replay(replay.Index).NamedBy.Add(row.Index);

    private static uint FingerprintHash(EventId id) => Memory.FingerprintIndex.Hash(id.Value);

    private void ToObservation(in EventFact fact, out Observation observation)
    {
        observation = default;
        observation.Kind = fact.Kind;
        observation.Level = fact.Level;
        observation.RetentionDays = fact.RetentionDays;
        observation.DurationMs = fact.DurationMs;
        observation.EventId = fact.EventId;
        observation.TraceId = fact.TraceId;
        observation.ReplayId = fact.ReplayId;
        observation.PrimaryHash = fact.PrimaryHash;
        observation.ProjectId = fact.ProjectId;
        observation.IssueId = fact.IssueId;
        observation.SpanId = fact.SpanId;
        observation.Timestamp = fact.Timestamp;
        observation.Received = fact.Received == default ? fact.Timestamp : fact.Received;
        observation.Transaction = nodes.Names.Intern(fact.Transaction);
        observation.Platform = nodes.Names.Intern(fact.Platform);
        observation.Environment = nodes.Names.Intern(fact.Environment);
        observation.Release = nodes.Names.Intern(fact.Release);
        if (!fact.ReplayId.IsNone)
        {
            observation.Replay = new(nodes.FindOrAddReplay(fact.ReplayId));
        }
    }

    private SegmentRow ToRow(in SegmentFact fact) => new()
    {
        SegmentId = fact.SegmentId,
        Timestamp = fact.Timestamp,
        ReplayStart = fact.ReplayStart,
        ProjectId = fact.ProjectId,
        Type = fact.ReplayType,
        Environment = nodes.Names.Intern(fact.Environment),
        Release = nodes.Names.Intern(fact.Release),
        Platform = nodes.Names.Intern(fact.Platform),
        User = fact.UserId.IsNone && fact.UserName.IsNone && fact.UserEmail.IsNone && fact.UserIp.IsNone
            ? null
            : new ReplayUser(TextOrNull(fact.UserId), TextOrNull(fact.UserName), TextOrNull(fact.UserEmail), TextOrNull(fact.UserIp)),
        Urls = fact.Urls is { Length: > 0 } urls ? [.. urls.Where(url => !url.IsNone).Select(url => nodes.Names.Intern(url)!).Distinct()] : [],
    };

    private static string? TextOrNull(Text text) => text.IsNone ? null : text.ToString();

    private RowRef FindRow(uint hash, in Observation wanted, out bool isTwin)
    {
        RowRef found = default;
        isTwin = false;
        Memory.FingerprintIndex.Candidates candidates = nodes.Events.Find(hash);
        while (candidates.Next(out uint row))
        {
            if (!nodes.Rows.Holds(row) || ObservationRow.Event(nodes.Rows.From(row)) != wanted.EventId
                || !nodes.TryRead(row, out Observation there, out _) || there.ProjectId != wanted.ProjectId)
            {
                continue;
            }

            bool isSame = there.IssueId == wanted.IssueId;
            found = isSame ? new(row) : found;
            isTwin |= !isSame;
        }

        return found;
    }

    private bool List(ReplayState state, EventId id, Listing listing)
    {
        state.Errors.Add(id);
        if (!MarksOf(id).Add(listing))
        {
            return false;
        }

        foreach (uint row in RowsOf(id))
        {
            TraceStep.Mark(_trace.At(ObservationRow.Trace(nodes.Rows.From(row))), id, this);
        }

        return true;
    }

    private void Apply(IssueOp op)
    {
        bool news = false;
        foreach (IssueId id in op.From)
        {
            IssueNode from = nodes.FindOrAddIssue(id);
            news |= from.State.Add(op);
            from.Links.Touch();
            if (!op.Into.IsNone)
            {
                IssueNode into = nodes.FindOrAddIssue(op.Into);
                into.State.AddSource(id);
                into.Links.Touch();
            }
        }

        Count(news);
    }

    private void DivertAll(EventId id, EventMarks marks)
    {
        foreach (uint row in RowsOf(id))
        {
            Divert(new(row), marks);
        }
    }

    private void Divert(RowRef row, EventMarks marks)
    {
        ObservationRow.State(nodes.Row(row)) |= (byte)RowState.Diverted;
        nodes.TryRead(row.Index, out Observation observation, out _);
        foreach (LinkTable links in LinksOf(observation))
        {
            links.HasDiverted = true;
            links.Touch();
        }

        foreach (Move move in observation.IssueId.IsNone ? [] : marks.Moves)
        {
            if (move.Project == observation.ProjectId)
            {
                nodes.FindOrAddIssue(move.Into).State.AddSource(observation.IssueId);
            }
        }
    }

    private void MarkTwins(EventId id)
    {
        foreach (uint row in RowsOf(id))
        {
            nodes.TryRead(row, out Observation observation, out _);
            foreach (LinkTable links in LinksOf(observation))
            {
                links.HasTwins = true;
                links.Touch();
            }
        }
    }

    private IEnumerable<LinkTable> LinksOf(Observation observation)
    {
        if (!observation.IssueId.IsNone)
        {
            yield return nodes.FindOrAddIssue(observation.IssueId).Links;
        }

        if (observation.Transaction is { } name)
        {
            yield return nodes.FindOrAddTransaction(name);
        }
    }

    private List<uint> RowsOf(EventId id)
    {
        List<uint> rows = [];
        Memory.FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintHash(id));
        while (candidates.Next(out uint row))
        {
            if (nodes.Rows.Holds(row) && ObservationRow.Event(nodes.Rows.From(row)) == id && nodes.TryRead(row, out _, out _))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private EventMarks MarksOf(EventId id) => nodes.Marks.FindOrAdd(id);

    private void Count(bool news, ReplayState state)
    {
        if (news)
        {
            nodes.Summarize(state);
        }

        Count(news);
    }

    private void Count(bool news)
    {
        _accepted += news ? 1 : 0;
        _duplicates += news ? 0 : 1;
    }
}
