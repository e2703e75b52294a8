using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The replays of a trace that holds several. One thread adds; any number read without a lock, and see a prefix.</summary>
internal sealed class TraceReplays
{
    private TraceReplay[] _items;
    private int _count;

    /// <summary>Takes ownership of the array.</summary>
    internal TraceReplays(TraceReplay[] items) => (_items, _count) = (items, items.Length);

    internal ReadOnlySpan<TraceReplay> Items
    {
        get
        {
            // Read the count first: the array only grows, so it holds at least that many items.
            int count = Volatile.Read(ref _count);
            return Volatile.Read(ref _items).AsSpan(0, count);
        }
    }

    /// <summary>Replaces an item, or adds one after the last.</summary>
    internal void Set(int at, TraceReplay replay)
    {
        if (at == _items.Length)
        {
            var grown = new TraceReplay[_count + Math.Max(2, _count / 2)];
            _items.CopyTo(grown, 0);
            Volatile.Write(ref _items, grown);
        }

        _items[at] = replay;
        Volatile.Write(ref _count, Math.Max(_count, at + 1));
    }
}
