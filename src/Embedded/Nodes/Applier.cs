using ReplayGraph.Embedded.Memory;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Delivers facts to the nodes of an organization. One thread at a time. It only finds the nodes and calls their steps: what facts mean
/// is the steps' matter.
/// </summary>
internal sealed class Applier(OrganizationNodes nodes) : IFactVisitor
{
    // Facts commute, so events may wait for each other: the places in the indexes that a window of them will ask for are touched
    // together, and the memory is waited for once, not for each.
    private const int Window = 32;

    private readonly TraceCursor _trace = new(nodes);
    private readonly Outbox _mail = new(nodes);
    private readonly ReassignedRows _diversion = new(nodes);
    private readonly EventFact[] _window = new EventFact[Window];
    private readonly int[] _traces = new int[Window];
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

        for (int i = 0; i < events.Length; i++)
        {
            _traces[i] = nodes.Traces.Find(events[i].TraceId);
        }

        for (int i = 0; i < events.Length; i++)
        {
            Take(events[i], _traces[i]);
        }

        _waiting = 0;
    }

    private void Take(in EventFact fact, int trace)
    {
        if (nodes.ExpiryOf(fact.Timestamp, fact.RetentionDays) <= _now)
        {
            MentionExpired(fact);
            _expired++;
            return;
        }

        Observation observation = Observation.Of(fact, new TableNames(nodes.Names));
        observation.Replay = fact.ReplayId.IsNone ? default : new(nodes.FindOrAddReplay(fact.ReplayId));
        Mention(fact, observation.Transaction);
        uint hash = FingerprintHash(fact.EventId);
        RowRef known = new EventRows(nodes).Find(hash, observation, out bool isTwin);
        if (!known.IsNone)
        {
            nodes.TryRead(known.Index, out Observation before, out _);
            before.ReplayId = before.Replay.IsNone ? default : nodes.Replay(before.Replay.Index).State.Id;
            if (!observation.Supersedes(before))
            {
                _duplicates++;
                return;
            }

            TraceStep.Withdraw(_trace.At(ObservationRow.Trace(nodes.Row(known))), known, _mail);
        }

        if (trace == 0)
        {
            trace = fact.TraceId.IsNone ? nodes.Traces.AddAlone() : nodes.Traces.FindOrAdd(fact.TraceId);
        }

        TraceCursor at = _trace.At(trace);
        RowRef row = at.Add(observation);
        TraceStep.Observe(at, row, observation, _mail);
        nodes.Events.Add(hash, row.Index);
        if (isTwin)
        {
            _diversion.MarkTwins(fact.EventId);
        }

        if (nodes.Marks.AnyDivert && nodes.Marks.Find(fact.EventId) is { Divert: true } marks)
        {
            _diversion.Divert(row, marks);
        }

        _accepted++;
    }

    public void Visit(in SegmentFact fact)
    {
        Timestamp expiresAt = nodes.ExpiryOf(fact.Timestamp, fact.RetentionDays);
        if (expiresAt <= _now && !fact.IsArchived)
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
                    TraceStep.See(_trace.At(nodes.Traces.FindOrAdd(id)), replay, _mail);
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
        PackedReplay node = nodes.Replay(replay.Index);
        node.LinkedAt = fact.Timestamp > node.LinkedAt ? fact.Timestamp : node.LinkedAt;
        Count(List(node.State, fact.EventId, new Listing(replay, fact.ProjectId)), node.State);
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
            EventAnnotations marks = MarksOf(id);
            if (marks.Add(new Tombstone(fact.ProjectId, fact.Timestamp, fact.PrimaryHash)))
            {
                news = true;
                nodes.Marks.AnyDivert = true;
                _diversion.DivertAll(id, marks);
            }
        }

        Count(news);
    }

    public void Visit(in EventMoveFact fact)
    {
        Mention(fact.Into, fact.ProjectId, fact.Timestamp);
        bool news = false;
        foreach (EventId id in fact.EventIds)
        {
            EventAnnotations marks = MarksOf(id);
            if (marks.Add(new Move(fact.ProjectId, fact.Timestamp, fact.Into)))
            {
                news = true;
                nodes.Marks.AnyDivert = true;
                _diversion.DivertAll(id, marks);
            }
        }

        Count(news);
    }

    private static uint FingerprintHash(EventId id) => FingerprintIndex.Hash(id.Value);

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
        Urls = ToNames(fact.Urls),
    };

    private Name[] ToNames(Text[]? urls) => urls switch
    {
        null or [] => [],
        [{ IsNone: false } only] => [nodes.Names.Share(only.Span)],
        _ => [.. urls.Where(url => !url.IsNone).Select(url => nodes.Names.Share(url.Span)).Distinct()],
    };

    private static string? TextOrNull(Text text) => text.IsNone ? null : text.ToString();

    private bool List(ReplayState state, EventId id, Listing listing)
    {
        state.Errors.Add(id);
        if (!MarksOf(id).Add(listing))
        {
            return false;
        }

        foreach (uint row in new EventRows(nodes).Of(id))
        {
            TraceStep.Mark(_trace.At(ObservationRow.Trace(nodes.Rows.From(row))), id, _mail);
        }

        return true;
    }

    private void Apply(IssueOp op)
    {
        bool news = false;
        foreach (IssueId id in op.From)
        {
            PackedIssue from = nodes.FindOrAddIssue(id);
            news |= from.State.Add(op);
            from.Links.Touch();
            if (!op.Into.IsNone)
            {
                PackedIssue into = nodes.FindOrAddIssue(op.Into);
                into.State.AddSource(id);
                into.Links.Touch();
            }
        }

        foreach (IssueId id in op.Issues)
        {
            Mention(id, op.Project, op.Time);
        }

        Count(news);
    }

    // Before anybody looks whether it is a duplicate: an observation that gives way to a later one mentions what it names all the same.
    private void Mention(in EventFact fact, Name? transaction)
    {
        if (!fact.IssueId.IsNone)
        {
            nodes.FindOrAddIssue(fact.IssueId).Links.Mentions.Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }

        if (transaction is not null)
        {
            nodes.FindOrAddTransaction(transaction).Mentions.Add(fact.ProjectId, fact.Timestamp, fact.RetentionDays);
        }
    }

    // A mention counts to the end of its day.
    private void MentionExpired(in EventFact fact)
    {
        if (nodes.ExpiryOf(Mentions.EndOfDay(fact.Timestamp), fact.RetentionDays) > _now)
        {
            Mention(fact, nodes.Names.Intern(fact.Transaction));
        }
    }

    private void Mention(IssueId id, ProjectId project, Timestamp time) => nodes.FindOrAddIssue(id).Links.Mentions.Add(project, time, 0);

    private EventAnnotations MarksOf(EventId id) => nodes.Marks.FindOrAdd(id);

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
