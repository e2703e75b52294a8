using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Lookups;

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
}

/// <summary>Groups pairs by replay.</summary>
internal sealed class LinkGroups : PairSink
{
    private readonly HashSet<(int Replay, ProjectId Project, EventId Event)>? _distinct;
    private readonly OrganizationNodes _nodes;
    private LinkGroup[] _groups = new LinkGroup[16];
    private int[] _slots = new int[32];
    private int _count;

    /// <param name="nodes">Where rows are.</param>
    /// <param name="mayRepeat">True if an event may come more than once: it counts once for a replay.</param>
    internal LinkGroups(OrganizationNodes nodes, bool mayRepeat)
    {
        _nodes = nodes;
        _distinct = mayRepeat ? [] : null;
    }

    internal ReadOnlySpan<LinkGroup> Groups => _groups.AsSpan(0, _count);

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        ref LinkGroup group = ref Of(replay);
        group.Evidence |= evidence;
        group.First = Math.Min(group.First, time);
        group.Last = Math.Max(group.Last, time);
        if (_distinct is null || (_nodes.TryRead(row, out Traces.Observation o, out _) && _distinct.Add((replay, o.ProjectId, o.EventId))))
        {
            group.Events++;
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence) => Of(replay).Empty |= evidence;

    private static int Slot(int replay, int mask) => (int)((uint)replay * 0x9E3779B1u >> 8) & mask;

    private ref LinkGroup Of(int replay)
    {
        int mask = _slots.Length - 1;
        int at = Slot(replay, mask);
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            ref LinkGroup group = ref _groups[_slots[at] - 1];
            if (group.Replay == replay)
            {
                return ref group;
            }
        }

        if (_count == _groups.Length)
        {
            Grow();
            return ref Of(replay);
        }

        _groups[_count] = new LinkGroup { Replay = replay, First = long.MaxValue, Last = long.MinValue };
        _slots[at] = _count + 1;
        return ref _groups[_count++];
    }

    private void Grow()
    {
        Array.Resize(ref _groups, _groups.Length * 2);
        _slots = new int[_groups.Length * 2];
        int mask = _slots.Length - 1;
        for (int i = 0; i < _count; i++)
        {
            int at = Slot(_groups[i].Replay, mask);
            while (_slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            _slots[at] = i + 1;
        }
    }
}
