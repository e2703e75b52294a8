using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>A trace or an untraced event: 24 bytes.</summary>
internal struct TraceRecord
{
    /// <summary>The trace; none for an untraced event.</summary>
    internal TraceId Id;

    /// <summary>The latest row, or 0.</summary>
    internal uint Head;

    /// <summary>The replay that lists it; 0 if none; the negated number of a list if several do.</summary>
    internal int Seen;
}

/// <summary>The traces of an organization. One thread adds; any number look up without a lock.</summary>
internal sealed class TraceTable
{
    private readonly NumberedList<TraceRecord> _records = new();
    private readonly NumberedList<ReplayRef[]> _lists = new();
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
            if (_records[number].Seen < 0 && !isKept(number))
            {
                _lists[-_records[number].Seen] = [];
                Volatile.Write(ref _records[number].Seen, 0);
            }
        }

        _records.Keep(isKept);
        _lists.Keep(list => _lists[list] is { Length: > 0 });
    }

    internal int AddUntraced() => _records.Add(default);

    /// <summary>The replays that list the trace.</summary>
    /// <param name="number">The trace's number.</param>
    /// <param name="one">Space for a single result, because the record's own field may change during the read.</param>
    internal ReadOnlySpan<ReplayRef> Replays(int number, Span<ReplayRef> one)
    {
        int seen = number == 0 ? 0 : Volatile.Read(ref _records[number].Seen);
        if (seen > 0)
        {
            one[0] = new(seen);
            return one[..1];
        }

        return seen == 0 ? default : Volatile.Read(ref _lists[-seen]);
    }

    internal bool AddReplay(int number, ReplayRef replay)
    {
        ReadOnlySpan<ReplayRef> seen = Replays(number, stackalloc ReplayRef[1]);
        if (seen.Contains(replay))
        {
            return false;
        }

        ref TraceRecord record = ref _records[number];
        if (seen.IsEmpty)
        {
            Volatile.Write(ref record.Seen, replay.Index);
        }
        else if (record.Seen < 0)
        {
            Volatile.Write(ref _lists[-record.Seen], [.. seen, replay]);
        }
        else
        {
            Volatile.Write(ref record.Seen, -_lists.Add([.. seen, replay]));
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
            to.Array<ReplayRef>(_lists[number]);
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
            _lists.Add(from.Array<ReplayRef>());
        }

        _index.Load(from);
    }
}
