using ReplayGraph.Embedded.Coverages;
using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// All nodes of one organization. One thread changes them (<see cref="Applier"/>), any number read them without a lock: whatever a reader
/// can reach is complete, and what it does not see yet has not been acknowledged.
/// </summary>
internal sealed class OrganizationNodes : IIssues, IIssueNodes
{
    private readonly FingerprintIndex _replayIndex = new();
    private readonly ReplayHeads _heads = new();
    private readonly FingerprintIndex _issueIndex = new();
    private readonly FingerprintIndex _projectIndex = new();
    private readonly NumberedList<ProjectId> _projects = new();
    private readonly NumberedList<PackedIssue> _issues = new();
    private PackedLinks?[] _transactions = [];
    private int _replaysVersion;
    private HashSet<int>? _outdated;

    internal OrganizationNodes(NodeSettings settings)
    {
        (Retention, EvidenceOptions) = (settings.Retention, settings.Evidence);
        CoverageChanges = new(settings.CoverageBlockBits);
        Coverage = new(CoverageChanges);
    }

    /// <summary>The retention of facts without their own.</summary>
    internal TimeSpan Retention { get; }

    /// <summary>The limits of what counts as evidence.</summary>
    internal EvidenceOptions EvidenceOptions { get; }

    internal Arena Rows { get; } = new();

    /// <summary>What may have changed coverage.</summary>
    internal CoverageChanges CoverageChanges { get; }

    /// <summary>The coverage that readers cached.</summary>
    internal CoverageCache Coverage { get; }

    /// <summary>The pages that readers cached.</summary>
    internal LatestPages LatestPages { get; } = new();

    internal NameTable Names { get; } = new();

    internal TraceTable Traces { get; } = new();

    /// <summary>Maps an event's id to its rows.</summary>
    internal FingerprintIndex Events { get; } = new();

    internal NumberedList<PackedReplay?> Replays { get; } = new();

    /// <summary>Counts changes of replays' summaries, and deletions: what may change any ranking.</summary>
    internal int ReplaysVersion => Volatile.Read(ref _replaysVersion);

    internal AnnotationTable Annotations { get; } = new();

    /// <summary>Adds links while the nodes catch up with the journal; null where the applier adds them.</summary>
    internal LinkBehind? LinkBehind { get; private set; }

    /// <summary>Whether an issue was ever deleted: then an error of any transaction may be deleted.</summary>
    internal volatile bool AnyIssueDeleted;

    internal IEnumerable<PackedIssue> Issues => Enumerable.Range(1, _issues.Count).Select(number => _issues[number]);

    internal IEnumerable<(Name Name, PackedLinks Links)> Transactions => Volatile.Read(ref _transactions)
        .Select((links, index) => (Name: index == 0 ? null : Names[index], Links: links))
        .Where(entry => entry.Links is not null)
        .Select(entry => (entry.Name!, entry.Links!));

    internal Span<byte> Row(RowRef row) => Rows.From(row.Index);

    /// <summary>Reads a row. False if it was dropped or withdrawn.</summary>
    internal bool TryRead(uint row, out Observation observation, out RowState state)
    {
        if (!Rows.Holds(row) || Rows.From(row) is not { IsEmpty: false } bytes)
        {
            (observation, state) = (default, RowState.Withdrawn);
            return false;
        }

        state = (RowState)ObservationRow.State(bytes);
        ObservationRow.Read(bytes, Names, out observation);
        observation.TraceId = Traces[ObservationRow.Trace(bytes)].Id;
        return (state & RowState.Withdrawn) == 0;
    }

    /// <summary>The moves and deletions of a row's event; null if there are none.</summary>
    internal EventAnnotations? Overrides(RowRef row)
    {
        Span<byte> bytes = Row(row);
        return bytes.IsEmpty || ((RowState)ObservationRow.State(bytes) & RowState.Reassigned) == 0 ? null : Annotations.Find(ObservationRow.Event(bytes));
    }

    /// <summary>The event of a row. False as in <see cref="TryRead"/>.</summary>
    internal bool TryIdentify(uint row, out ProjectId project, out EventId id)
    {
        (project, id) = (default, default);
        if (!Rows.Holds(row) || Rows.From(row) is not { IsEmpty: false } bytes)
        {
            return false;
        }

        (project, id) = (ObservationRow.Project(bytes), ObservationRow.Event(bytes));
        return ((RowState)ObservationRow.State(bytes) & RowState.Withdrawn) == 0;
    }

    internal PackedReplay Replay(int number) => Replays[number] ?? PackedReplay.Forgotten;

    /// <summary>What ranking reads of a replay.</summary>
    internal ReplayHead Head(int replay) => _heads.TryRead(replay, out ReplayHead head) ? head : Replay(replay).State.Summary.Head;

    internal int FindReplay(ReplayId id)
    {
        FingerprintIndex.Candidates candidates = _replayIndex.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint number))
        {
            if (Replay((int)number).State.Id == id)
            {
                return (int)number;
            }
        }

        return 0;
    }

    internal int FindOrAddReplay(ReplayId id)
    {
        int found = FindReplay(id);
        if (found == 0)
        {
            found = Add(new PackedReplay(id));
        }

        return found;
    }

    internal void Summarize(int replay)
    {
        if (_outdated is not null)
        {
            _outdated.Add(replay);
            return;
        }

        SummarizeNow(replay);
        TouchAll();
        CoverageChanges.Replay(replay);
    }

    /// <summary>Invalidates all cached rankings.</summary>
    internal void TouchAll() => Volatile.Write(ref _replaysVersion, _replaysVersion + 1);

    /// <summary>
    /// Defers what nothing reads before the end: replays are summarized only then, once each, and links are added on another thread.
    /// </summary>
    internal void Defer(LinkBehind? links) => (_outdated, LinkBehind) = ([], links);

    /// <summary>Makes room for that many times the events and traces so far.</summary>
    internal void Reserve(double times)
    {
        Events.Reserve((long)(Events.Count * times));
        Traces.Reserve(times);
    }

    /// <summary>Summarizes the replays that changed since. All deferred links are added.</summary>
    internal void EndDeferring()
    {
        LinkBehind = null;
        Events.Trim();
        Traces.Trim();
        foreach (int replay in _outdated ?? [])
        {
            SummarizeNow(replay);
        }

        _outdated = null;
        TouchAll();
        CoverageChanges.All();
    }

    internal void ForgetReplays(Func<int, bool> isKept)
    {
        // Before and after: what a reader ranks meanwhile is not remembered as right.
        TouchAll();
        _replayIndex.Keep(number => isKept((int)number));
        for (int number = 1; number <= Replays.Count; number++)
        {
            if (Replays[number] is not null && !isKept(number))
            {
                _heads.Set(number, PackedReplay.Forgotten.State.Summary.Head);
                Replays[number] = null;
            }
        }

        _heads.Keep(number => Replays[number] is not null);
        Replays.Keep(number => Replays[number] is not null);
        TouchAll();
    }

    /// <summary>The nodes that hold an observation's links.</summary>
    internal IEnumerable<PackedLinks> LinksOf(Observation observation)
    {
        if (!observation.IssueId.IsNone)
        {
            yield return FindOrAddIssue(observation.IssueId).Links;
        }

        if (observation.Transaction is { } name)
        {
            yield return FindOrAddTransaction(name);
        }
    }

    internal PackedIssue? FindIssue(IssueId id)
    {
        FingerprintIndex.Candidates candidates = _issueIndex.Find(FingerprintIndex.Hash((UInt128)id.Value));
        while (candidates.Next(out uint number))
        {
            if (_issues[(int)number].Id == id)
            {
                return _issues[(int)number];
            }
        }

        return null;
    }

    internal PackedIssue FindOrAddIssue(IssueId id)
    {
        PackedIssue? found = FindIssue(id);
        if (found is null)
        {
            found = new PackedIssue(id, new PackedLinks(this));
            _issueIndex.Add(FingerprintIndex.Hash((UInt128)id.Value), (uint)_issues.Add(found));
        }

        return found;
    }

    internal PackedLinks? FindTransaction(Name name)
    {
        PackedLinks?[] tables = Volatile.Read(ref _transactions);
        return name.Index < tables.Length ? tables[name.Index] : null;
    }

    internal PackedLinks FindOrAddTransaction(Name name)
    {
        if (name.Index >= _transactions.Length)
        {
            var grown = new PackedLinks?[Math.Max(64, name.Index * 2)];
            _transactions.CopyTo(grown, 0);
            Volatile.Write(ref _transactions, grown);
        }

        return _transactions[name.Index] ??= new PackedLinks(this);
    }

    internal ProjectId ProjectOf(int number) => _projects[number];

    /// <summary>The project's number, added if missing. Only for the writing thread.</summary>
    internal int ProjectNumber(ProjectId id)
    {
        uint hash = FingerprintIndex.Hash((UInt128)id.Value);
        FingerprintIndex.Candidates candidates = _projectIndex.Find(hash);
        while (candidates.Next(out uint number))
        {
            if (_projects[(int)number] == id)
            {
                return (int)number;
            }
        }

        int added = _projects.Add(id);
        _projectIndex.Add(hash, (uint)added);
        return added;
    }

    internal void Save(SnapshotWriter to)
    {
        Names.Save(to);
        to.Number(_projects.Count);
        for (int number = 1; number <= _projects.Count; number++)
        {
            to.Number(_projects[number].Value);
        }

        Rows.Save(to);
        Traces.Save(to);
        Events.Save(to);
        Annotations.Save(to);
        to.Number(Replays.Count);
        for (int number = 1; number <= Replays.Count; number++)
        {
            to.Number(Replays[number] is null ? 0 : 1);
            Replays[number]?.Save(to);
        }

        SaveLinks(to);
    }

    internal void Load(SnapshotReader from)
    {
        Names.Load(from);
        for (int left = from.Count(); left > 0; left--)
        {
            ProjectNumber(new(from.Number()));
        }

        Rows.Load(from);
        Traces.Load(from);
        Events.Load(from);
        Annotations.Load(from);
        for (int left = from.Count(); left > 0; left--)
        {
            Add(from.Number() == 0 ? null : PackedReplay.Load(from, Names));
        }

        _heads.Keep(number => Replays[number] is not null);
        Replays.Keep(number => Replays[number] is not null);
        LoadLinks(from);
    }

    // The head comes first: a reader that finds the replay finds its head.
    private int Add(PackedReplay? replay)
    {
        _heads.Add((replay ?? PackedReplay.Forgotten).State.Summary.Head);
        int number = Replays.Add(replay);
        if (replay is not null)
        {
            _replayIndex.Add(FingerprintIndex.Hash(replay.State.Id.Value), (uint)number);
        }

        return number;
    }

    private void SummarizeNow(int number)
    {
        ReplayState replay = Replay(number).State;
        replay.Summarize();
        _heads.Set(number, replay.Summary.Head);
    }

    private void SaveLinks(SnapshotWriter to)
    {
        (Name Name, PackedLinks Links)[] transactions = [.. Transactions];
        to.Number(transactions.Length);
        foreach ((Name name, PackedLinks links) in transactions)
        {
            to.Number(name.Index);
            links.Save(to);
        }

        to.Number(_issues.Count);
        foreach (PackedIssue issue in Issues)
        {
            to.Number(issue.Id.Value);
            issue.Links.Save(to);
            issue.State.Save(to);
            issue.Titles.Save(to);
        }
    }

    private void LoadLinks(SnapshotReader from)
    {
        for (int left = from.Count(); left > 0; left--)
        {
            FindOrAddTransaction(Names[(int)from.Number()]!).Load(from);
        }

        for (int left = from.Count(); left > 0; left--)
        {
            PackedIssue issue = FindOrAddIssue(new(from.Number()));
            issue.Links.Load(from);
            issue.State.Load(from);
            issue.Titles.Load(issue.Id, from);
            AnyIssueDeleted |= issue.State.Ops.ToArray().Any(op => op.Kind == FactKind.IssueDelete);
        }
    }

    IssueState? IIssues.Find(IssueId id) => FindIssue(id)?.State;

    IssueState IIssueNodes.FindOrAdd(IssueId id) => FindOrAddIssue(id).State;

    void IIssueNodes.NoteDeletion() => AnyIssueDeleted = true;
}
