using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>A trace or an untraced event: 24 bytes.</summary>
internal struct TraceRecord
{
    /// <summary>The trace; none for an untraced event.</summary>
    internal TraceId Id;

    /// <summary>The latest row, or 0.</summary>
    internal uint Head;

    /// <summary>The bits of its replay; 0 if it has none; the negated number of a list if it has several.</summary>
    internal int Replays;
}

/// <summary>The traces of an organization. One thread adds; any number look up without a lock.</summary>
internal sealed class TraceTable
{
    private readonly NumberedList<TraceRecord> _records = new();
    private readonly NumberedList<TraceReplays?> _lists = new();
    private readonly FingerprintIndex _index = new();

    internal int Count => _records.Count;

    internal ref TraceRecord this[int number] => ref _records[number];

    /// <inheritdoc cref="FingerprintIndex.Touch"/>
    internal ulong Touch(TraceId id) => _index.Touch(FingerprintIndex.Hash(id.Value));

    internal int Find(TraceId id)
    {
        FingerprintIndex.Candidates candidates = _index.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint number))
        {
            if (_records[(int)number].Id == id)
            {
                return (int)number;
            }
        }

        return 0;
    }

    internal int FindOrAdd(TraceId id)
    {
        int found = Find(id);
        if (found == 0)
        {
            found = _records.Add(new TraceRecord { Id = id });
            _index.Add(FingerprintIndex.Hash(id.Value), (uint)found);
        }

        return found;
    }

    internal void Keep(Func<int, bool> isKept)
    {
        _index.Keep(number => isKept((int)number));
        for (int number = 1; number <= _records.Count; number++)
        {
            if (_records[number].Replays < 0 && !isKept(number))
            {
                _lists[-_records[number].Replays] = null;
                Volatile.Write(ref _records[number].Replays, 0);
            }
        }

        _records.Keep(isKept);
        _lists.Keep(list => _lists[list] is not null);
    }

    /// <inheritdoc cref="FingerprintIndex.Trim"/>
    internal void Trim() => _index.Trim();

    /// <summary>Makes room for that many times the traces so far.</summary>
    internal void Reserve(double times) => _index.Reserve((long)(_index.Count * times));

    internal int AddUntraced() => _records.Add(default);

    /// <summary>The replays of the trace.</summary>
    /// <param name="number">The trace's number.</param>
    /// <param name="one">Space for a single result, because the record's own field may change during the read.</param>
    internal ReadOnlySpan<TraceReplay> Replays(int number, Span<TraceReplay> one)
    {
        int replays = number == 0 ? 0 : Volatile.Read(ref _records[number].Replays);
        if (replays > 0)
        {
            one[0] = new(replays);
            return one[..1];
        }

        return replays != 0 && Volatile.Read(ref _lists[-replays]) is { } list ? list.Items : default;
    }

    /// <summary>Adds a role of a replay. False if it was known.</summary>
    internal bool AddReplay(int number, ReplayRef replay, TraceRole role)
    {
        ReadOnlySpan<TraceReplay> known = Replays(number, stackalloc TraceReplay[1]);
        ref TraceRecord record = ref _records[number];
        int at = record.Replays < 0 ? _lists[-record.Replays]!.Find(replay) : TraceReplay.Find(known, replay);
        TraceRole roles = at < 0 ? TraceRole.None : known[at].Roles;
        if ((roles & role) != 0)
        {
            return false;
        }

        var changed = new TraceReplay(replay, roles | role);
        at = at < 0 ? known.Length : at;
        if (record.Replays < 0)
        {
            _lists[-record.Replays]!.Set(at, changed);
        }
        else if (at == 0)
        {
            Volatile.Write(ref record.Replays, changed.Bits);
        }
        else
        {
            Volatile.Write(ref record.Replays, -_lists.Add(new([known[0], changed])));
        }

        return true;
    }

    internal void Save(SnapshotWriter to)
    {
        to.Number(_records.Count);
        foreach ((Memory<TraceRecord> items, bool isDropped) in _records.Pieces)
        {
            to.Number(isDropped ? 1 : 0);
            to.Number(items.Length);
            to.Raw<TraceRecord>(isDropped ? default : items.Span);
        }

        to.Number(_lists.Count);
        for (int number = 1; number <= _lists.Count; number++)
        {
            to.Array(_lists[number] is { } list ? list.Items : default);
        }

        _index.Save(to);
    }

    internal void Load(SnapshotReader from)
    {
        for (int left = from.Count(); left > 0;)
        {
            bool isDropped = from.Number() != 0;
            int count = Math.Clamp(from.Count(), 1, left);
            _records.AddPiece(count, isDropped, items => from.Raw(items.Span));
            left -= count;
        }

        for (int left = from.Count(); left > 0; left--)
        {
            TraceReplay[] replays = from.Array<TraceReplay>();
            _lists.Add(replays.Length == 0 ? null : new(replays));
        }

        _index.Load(from);
    }
}
