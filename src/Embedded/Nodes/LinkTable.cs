using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>An entry of an issue's or transaction's links: 24 bytes, with what most filters ask.</summary>
internal struct LinkEntry
{
    private const int EnvironmentShift = 8;
    private const uint OwnRetentionBit = 0x80;
    private const uint ErrorBit = 0x40;

    internal int Replay;
    internal uint Row;
    internal long Time;
    internal int Project;
    private uint _bits;

    internal LinkEntry(in Observation observation, RowRef row, ReplayRef replay, int project, Evidence evidence)
    {
        (Replay, Row, Time, Project) = (replay.Index, row.Index, observation.Timestamp.Milliseconds, project);
        _bits = (uint)evidence
            | ((uint)(observation.Environment?.Index ?? 0) << EnvironmentShift)
            | (observation.RetentionDays != 0 ? OwnRetentionBit : 0)
            | (observation.Kind == Facts.FactKind.Error ? ErrorBit : 0);
    }

    /// <summary>None: the entry was withdrawn.</summary>
    internal readonly Evidence Evidence => (Evidence)(_bits & (uint)Evidence.Any);

    /// <summary>The environment's number in the table of names; 0: none.</summary>
    internal readonly int Environment => (int)(_bits >> EnvironmentShift);

    /// <summary>True if the row has a retention of its own, which only the row tells.</summary>
    internal readonly bool HasOwnRetention => (_bits & OwnRetentionBit) != 0;

    /// <summary>True for an error: where it belongs may change.</summary>
    internal readonly bool IsError => (_bits & ErrorBit) != 0;

    internal void Set(Evidence evidence) => Volatile.Write(ref _bits, (_bits & ~(uint)Evidence.Any) | (uint)evidence);
}

/// <summary>
/// The links of an issue or a transaction name, in order of arrival. One thread writes; any number read <see cref="Entries"/> without a
/// lock, and see a prefix.
/// </summary>
internal sealed class LinkTable(Func<ProjectId, int> projectNumber) : LinkState
{
    // Up to this many, looking at all is quicker than hashing one, and needs no index.
    private const int Few = 8;

    private LinkEntry[] _entries = [];
    private int[]? _index;
    private int _count;
    private int _version;
    private long _askedAt = -1;
    private uint _latestRow;

    /// <summary>Counts changes: what was computed from the entries of the same version is still true.</summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>True once a row of it may belong elsewhere, or be gone, by its event's marks.</summary>
    internal volatile bool HasDiverted;

    /// <summary>True once an event may stand in it twice, by two observations.</summary>
    internal volatile bool HasTwins;

    /// <summary>The facts that mention it, linked or not.</summary>
    internal Mentions Mentions { get; } = new();

    /// <summary>The ranking of the last lookup without a filter, or null.</summary>
    internal volatile Lookups.RankedLinks? Ranked;

    /// <summary>Whether the last lookup that asked this asked it at the same versions.</summary>
    internal bool WasAskedAt(int version, int replays)
    {
        long now = ((long)version << 32) | (uint)replays;
        return Interlocked.Exchange(ref _askedAt, now) == now;
    }

    /// <summary>The entries so far.</summary>
    internal ReadOnlySpan<LinkEntry> Entries
    {
        get
        {
            int count = Volatile.Read(ref _count);
            LinkEntry[] entries = Volatile.Read(ref _entries);
            return entries.AsSpan(0, Math.Min(count, entries.Length));
        }
    }

    public override Evidence Find(RowRef row, ReplayRef replay, out bool withdrawn)
    {
        // Rows are numbered in order of arrival: most come for the first time, and are the latest yet.
        if (row.Index > _latestRow)
        {
            withdrawn = false;
            return Evidence.None;
        }

        int at = Locate(row.Index, replay.Index);
        withdrawn = at >= 0 && _entries[at].Evidence == Evidence.None;
        return at < 0 ? Evidence.None : _entries[at].Evidence;
    }

    public override void Put(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        int at = row.Index > _latestRow ? -1 : Locate(row.Index, replay.Index);
        if (at >= 0)
        {
            _entries[at].Set(evidence);
        }
        else
        {
            _latestRow = Math.Max(_latestRow, row.Index);
            Append(new LinkEntry(observation, row, replay, projectNumber(observation.ProjectId), evidence));
        }

        Volatile.Write(ref _version, _version + 1);
    }

    public override void Withdraw(RowRef row)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Row == row.Index)
            {
                _entries[i].Set(Evidence.None);
            }
        }

        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Says that readers must look at it anew, for a reason outside of its entries.</summary>
    internal void Touch() => Volatile.Write(ref _version, _version + 1);

    /// <summary>Forgets entries whose rows are not held any more, and the memory that they took.</summary>
    internal void Keep(Func<uint, bool> isHeld)
    {
        int held = 0;
        foreach (ref readonly LinkEntry entry in _entries.AsSpan(0, _count))
        {
            held += isHeld(entry.Row) ? 1 : 0;
        }

        if (held == _count)
        {
            return;
        }

        var kept = new LinkEntry[held];
        int at = 0;
        foreach (ref readonly LinkEntry entry in _entries.AsSpan(0, _count))
        {
            if (isHeld(entry.Row))
            {
                kept[at++] = entry;
            }
        }

        // The entries first: to a reader, a count that exceeds them is no more than all of them.
        Volatile.Write(ref _entries, kept);
        Volatile.Write(ref _count, kept.Length);
        _index = null;
        Index();
        Touch();
    }

    private static int Slot(uint row, int replay, int mask) => (int)(((row * 0x9E3779B1u) ^ ((uint)replay * 0x85EBCA6Bu)) >> 5) & mask;

    private void Append(in LinkEntry entry)
    {
        if (_count == _entries.Length)
        {
            var grown = new LinkEntry[Math.Max(2, _count + (_count / 2))];
            _entries.AsSpan(0, _count).CopyTo(grown);
            Volatile.Write(ref _entries, grown);
        }

        _entries[_count] = entry;
        Volatile.Write(ref _count, _count + 1);
        Index();
    }

    private int Locate(uint row, int replay)
    {
        // After a load there is none yet: most nodes are never written again.
        if (_index is null && _count > Few)
        {
            Index();
        }

        if (_index is null)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_entries[i].Row == row && _entries[i].Replay == replay)
                {
                    return i;
                }
            }

            return -1;
        }

        int mask = _index.Length - 1;
        for (int at = Slot(row, replay, mask); _index[at] != 0; at = (at + 1) & mask)
        {
            ref LinkEntry entry = ref _entries[_index[at] - 1];
            if (entry.Row == row && entry.Replay == replay)
            {
                return _index[at] - 1;
            }
        }

        return -1;
    }

    private void Index()
    {
        if (_count <= Few)
        {
            return;
        }

        if (_index is not null && _index.Length >= _count + (_count / 2))
        {
            Enter(_count - 1);
            return;
        }

        _index = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * _count))];
        for (int i = 0; i < _count; i++)
        {
            Enter(i);
        }
    }

    private void Enter(int number)
    {
        int mask = _index!.Length - 1;
        int at = Slot(_entries[number].Row, _entries[number].Replay, mask);
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = number + 1;
    }

    internal void Save(SnapshotWriter to)
    {
        to.Number((HasDiverted ? 1 : 0) | (HasTwins ? 2 : 0));
        to.Array(Entries);
        to.Array(Mentions.All);
    }

    internal void Load(SnapshotReader from)
    {
        long flags = from.Number();
        HasDiverted = (flags & 1) != 0;
        HasTwins = (flags & 2) != 0;
        _entries = from.Array<LinkEntry>();
        _count = _entries.Length;
        foreach (ref readonly LinkEntry entry in _entries.AsSpan())
        {
            _latestRow = Math.Max(_latestRow, entry.Row);
        }

        foreach (ref readonly Mention mention in from.Array<Mention>().AsSpan())
        {
            Mentions.Add(mention.Project, mention.Until, mention.RetentionDays);
        }
    }
}
