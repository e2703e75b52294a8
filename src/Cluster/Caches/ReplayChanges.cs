namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// Counts the changes of replays that were announced to a silo, in slots by replay, so that a page can find out whether one of its replays
/// has changed. Replays share slots: a change makes one page in some thousand stale that does not show it. Safe for concurrent use, without
/// locks.
/// </summary>
internal sealed class ReplayChanges
{
    // 1 MiB. While 1,000 replays a second change, a page of 60 replays is stale without need once in four seconds.
    private const int SlotBits = 18;

    private readonly int[] _slots = new int[1 << SlotBits];
    private long _count;
    private long _resets;

    /// <summary>Grows after each change.</summary>
    internal long Count => Volatile.Read(ref _count);

    /// <summary>The slot of a replay.</summary>
    internal static int SlotOf(ReplayId id) =>
        (int)((((ulong)id.Value ^ (ulong)(id.Value >> 64)) * 0x9E37_79B9_7F4A_7C15) >> (64 - SlotBits));

    /// <summary>Counts a change of a replay, once every later read of its row returns the new one.</summary>
    internal void Add(ReplayId id)
    {
        Interlocked.Increment(ref _slots[SlotOf(id)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Counts a change of all replays.</summary>
    internal void AddAll()
    {
        Interlocked.Increment(ref _resets);
        Interlocked.Increment(ref _count);
    }

    /// <summary>A sum that grows with each change of one of these slots.</summary>
    internal long SumOf(ReadOnlySpan<int> slots)
    {
        long sum = Volatile.Read(ref _resets);
        foreach (int slot in slots)
        {
            sum += (uint)Volatile.Read(ref _slots[slot]);
        }

        return sum;
    }
}
