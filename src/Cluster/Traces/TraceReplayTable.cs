using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>The replays of a trace, numbered from 1, with their roles. Most traces have one or two.</summary>
internal sealed class TraceReplayTable
{
    // Beyond this, a search costs more than an index.
    private const int Few = 16;

    private ReplayId[] _ids = [];
    private int _count;
    private TraceReplay[] _items = [];
    private int _held;
    private Dictionary<ReplayId, int>? _numbers;
    private Dictionary<ReplayRef, int>? _places;

    /// <summary>The replays with a role, in order of arrival.</summary>
    internal ReadOnlySpan<TraceReplay> Items => _items.AsSpan(0, _held);

    internal ReplayId IdOf(ReplayRef replay) => replay.IsNone ? default : _ids[replay.Index - 1];

    /// <summary>The number of a replay, added if missing.</summary>
    internal ReplayRef RefOf(ReplayId id)
    {
        int at = _numbers is null ? Array.IndexOf(_ids, id, 0, _count) : _numbers.GetValueOrDefault(id, -1);
        if (at >= 0)
        {
            return new(at + 1);
        }

        Append(ref _ids, ref _count, id);
        if (_numbers is not null || _count > Few)
        {
            _numbers ??= _ids.Take(_count).Select((one, number) => (one, number)).ToDictionary(one => one.one, one => one.number);
            _numbers[id] = _count - 1;
        }

        return new(_count);
    }

    /// <summary>Adds a role of a replay. False if it was known.</summary>
    internal bool Add(ReplayRef replay, TraceRole role)
    {
        int at = _places is null ? TraceReplay.Find(Items, replay) : _places.GetValueOrDefault(replay, -1);
        if (at >= 0)
        {
            TraceRole roles = _items[at].Roles;
            _items[at] = new(replay, roles | role);
            return (roles & role) == 0;
        }

        Append(ref _items, ref _held, new TraceReplay(replay, role));
        if (_places is not null || _held > Few)
        {
            _places ??= Enumerable.Range(0, _held).ToDictionary(place => _items[place].Replay);
            _places[replay] = _held - 1;
        }

        return true;
    }

    private static void Append<T>(ref T[] items, ref int count, T item)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, Math.Max(1, count + (count / 2) + (count & 1)));
        }

        items[count++] = item;
    }
}
