using ReplayGraph.Links;
using ReplayGraph.Sets;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>A replay's pairs, summed up.</summary>
internal struct LinkGroup
{
    internal int Replay;
    internal int Events;
    internal long First;
    internal long Last;
    internal Evidence Evidence;

    /// <summary>Evidence without an event: it counts only if the replay itself is what the events' filter asks for.</summary>
    internal Evidence Empty;

    internal readonly Timestamp FirstSeen => Events == 0 ? default : new(First);

    internal readonly Timestamp LastSeen => Events == 0 ? default : new(Last);
}

/// <summary>Groups pairs by replay. May be used for one key after the other.</summary>
/// <param name="replays">How many replays there are.</param>
internal sealed class LinkGroups(int replays) : PairSink
{
    private readonly DistinctEvents _distinct = new();
    private readonly int[] _numbers = new int[replays];
    private LinkGroup[] _groups = new LinkGroup[Math.Min(replays, 16)];
    private bool _mayRepeat;
    private int _count;

    internal ReadOnlySpan<LinkGroup> Groups => _groups.AsSpan(0, _count);

    internal override bool NeedsObservations => false;

    internal override bool NeedsEvents => _mayRepeat;

    /// <summary>Forgets all.</summary>
    /// <param name="mayRepeat">True if an event may come more than once: it counts once for a replay.</param>
    internal void Begin(bool mayRepeat)
    {
        foreach (ref readonly LinkGroup group in Groups)
        {
            _numbers[group.Replay] = 0;
        }

        _count = 0;
        _distinct.Clear();
        _mayRepeat = mayRepeat;
    }

    internal override void Take(scoped in Pair pair)
    {
        ref LinkGroup group = ref Of(pair.Replay);
        group.Evidence |= pair.Evidence;
        group.First = Math.Min(group.First, pair.Time);
        group.Last = Math.Max(group.Last, pair.Time);
        if (!_mayRepeat || _distinct.Add(pair.Replay, pair.Project, pair.Event))
        {
            group.Events++;
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence) => Of(replay).Empty |= evidence;

    private ref LinkGroup Of(int replay)
    {
        ref int number = ref _numbers[replay];
        if (number == 0)
        {
            if (_count == _groups.Length)
            {
                Array.Resize(ref _groups, 2 * _count);
            }

            _groups[_count++] = new() { Replay = replay, First = long.MaxValue, Last = long.MinValue };
            number = _count;
        }

        return ref _groups[number - 1];
    }
}
