using ReplayGraph.Embedded.Memory;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Copies of what ranking reads of the replays, side by side: a busy issue has thousands, and each object on the way to a summary is a
/// cache miss. One thread writes; any number read without a lock.
/// </summary>
internal sealed class ReplayHeads
{
    private readonly NumberedList<Entry> _entries = new();

    /// <summary>
    /// Reads the head of a replay. False while it is written, and after it was dropped: waiting for a thread that yields to this one could
    /// take long.
    /// </summary>
    internal bool TryRead(int number, out ReplayHead head)
    {
        ref Entry entry = ref _entries[number];
        uint version = Volatile.Read(in entry.Version);
        head = entry.Head;
        Volatile.ReadBarrier();
        return (version & 1) != 0 && version == Volatile.Read(in entry.Version);
    }

    internal void Add(in ReplayHead head) => _entries.Add(new() { Version = 1, Head = head });

    internal void Set(int number, in ReplayHead head)
    {
        ref Entry entry = ref _entries[number];
        Volatile.Write(ref entry.Version, entry.Version + 1);
        Volatile.WriteBarrier();
        entry.Head = head;
        Volatile.Write(ref entry.Version, entry.Version + 1);
    }

    /// <inheritdoc cref="NumberedList{T}.Keep"/>
    internal void Keep(Func<int, bool> isKept) => _entries.Keep(isKept);

    // The version is even while the head is written, and in a dropped chunk.
    private struct Entry
    {
        internal uint Version;
        internal ReplayHead Head;
    }
}
