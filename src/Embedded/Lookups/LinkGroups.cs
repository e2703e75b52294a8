using System.Buffers;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Sets;

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
internal sealed class LinkGroups : PairSink, IDisposable
{
    private readonly DistinctEvents? _distinct;
    private readonly OrganizationNodes _nodes;
    private LinkGroup[] _groups = ArrayPool<LinkGroup>.Shared.Rent(16);
    private int[] _slots = RentSlots(32);
    private int _mask = 31;
    private int _count;

    /// <param name="nodes">Where rows are.</param>
    /// <param name="mayRepeat">True if an event may come more than once: it counts once for a replay.</param>
    internal LinkGroups(OrganizationNodes nodes, bool mayRepeat)
    {
        _nodes = nodes;
        _distinct = mayRepeat ? new() : null;
    }

    internal ReadOnlySpan<LinkGroup> Groups => _groups.AsSpan(0, _count);

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        ref LinkGroup group = ref Of(replay);
        group.Evidence |= evidence;
        group.First = Math.Min(group.First, time);
        group.Last = Math.Max(group.Last, time);
        if (_distinct is null || (_nodes.TryIdentify(row, out ProjectId project, out EventId id) && _distinct.Add(replay, project, id)))
        {
            group.Events++;
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence) => Of(replay).Empty |= evidence;

    private static int Slot(int replay, int mask) => (int)((uint)replay * 0x9E3779B1u >> 8) & mask;

    private ref LinkGroup Of(int replay)
    {
        int mask = _mask;
        int at = Slot(replay, mask);
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            ref LinkGroup group = ref _groups[_slots[at] - 1];
            if (group.Replay == replay)
            {
                return ref group;
            }
        }

        if (_count > _mask / 2)
        {
            Grow();
            return ref Of(replay);
        }

        _groups[_count] = new LinkGroup { Replay = replay, First = long.MaxValue, Last = long.MinValue };
        _slots[at] = _count + 1;
        return ref _groups[_count++];
    }

    private static int[] RentSlots(int count)
    {
        int[] slots = ArrayPool<int>.Shared.Rent(count);
        slots.AsSpan(0, count).Clear();
        return slots;
    }

    // At most half full; there is room for as many groups as for half of the slots.
    private void Grow()
    {
        _mask = (2 * _mask) + 1;
        LinkGroup[] groups = ArrayPool<LinkGroup>.Shared.Rent((_mask / 2) + 1);
        Groups.CopyTo(groups);
        ArrayPool<LinkGroup>.Shared.Return(_groups);
        _groups = groups;
        ArrayPool<int>.Shared.Return(_slots);
        _slots = RentSlots(_mask + 1);
        for (int i = 0; i < _count; i++)
        {
            int at = Slot(_groups[i].Replay, _mask);
            while (_slots[at] != 0)
            {
                at = (at + 1) & _mask;
            }

            _slots[at] = i + 1;
        }
    }

    /// <summary>Gives the arrays back. The groups are gone.</summary>
    public void Dispose()
    {
        ArrayPool<LinkGroup>.Shared.Return(_groups);
        ArrayPool<int>.Shared.Return(_slots);
        (_groups, _slots, _count) = ([], [], 0);
    }
}
