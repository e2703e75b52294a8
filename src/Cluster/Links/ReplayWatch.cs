using ReplayGraph.Cluster.Caches;

namespace ReplayGraph.Cluster.Links;

/// <summary>Whether replays have changed since this was created, before their rows were read. Safe for concurrent use, without locks.</summary>
internal sealed class ReplayWatch
{
    private readonly ReplayChanges _changes;
    private readonly int[] _slots;
    private readonly long _sum;
    private long _checkedAt;

    internal ReplayWatch(ReplayChanges changes, IReadOnlyList<ReplayId> replays)
    {
        _changes = changes;
        _slots = new int[replays.Count];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = ReplayChanges.SlotOf(replays[i]);
        }

        _checkedAt = changes.Count;
        _sum = changes.SumOf(_slots);
    }

    /// <summary>Whether one of the replays may have changed. Reads their slots only if any replay has changed since the last call.</summary>
    internal bool HasChanged
    {
        get
        {
            // Read before the slots: what is counted later is found by the next call.
            long count = _changes.Count;
            if (count == Volatile.Read(ref _checkedAt))
            {
                return false;
            }

            if (_changes.SumOf(_slots) != _sum)
            {
                return true;
            }

            Volatile.Write(ref _checkedAt, count);
            return false;
        }
    }
}
