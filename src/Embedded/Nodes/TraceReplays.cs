using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The replays of a trace that holds several. One thread adds; any number read without a lock, and see a prefix.</summary>
internal sealed class TraceReplays
{
    // Beyond this, a search costs more than an index.
    private const int Few = 64;

    private TraceReplay[] _items;
    private Dictionary<int, int>? _places;
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

    /// <summary>The position of a replay, or -1. Only for the writing thread.</summary>
    internal int Find(ReplayRef replay)
    {
        if (_places is null && _count > Few)
        {
            _places = Enumerable.Range(0, _count).ToDictionary(at => _items[at].Replay.Index);
        }

        return _places is null ? TraceReplay.Find(Items, replay) : _places.GetValueOrDefault(replay.Index, -1);
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
        if (_places is not null)
        {
            _places[replay.Replay.Index] = at;
        }

        Volatile.Write(ref _count, Math.Max(_count, at + 1));
    }
}
