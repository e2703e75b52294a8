using System.Buffers;
using ReplayGraph.Links;
using ReplayGraph.Sets;

namespace ReplayGraph.Lookups;

/// <summary>The pairs of one replay, aggregated.</summary>
public struct LinkGroup
{
    internal ReplayRef Replay;
    internal int Events;
    internal long First;
    internal long Last;
    internal Evidence Evidence;

    /// <summary>Evidence without an event. It counts only if the replay itself passes the event filter.</summary>
    internal Evidence Empty;

    /// <summary><see cref="Evidence.Shared"/>, if a shared trace was asked for its replays.</summary>
    internal Evidence Shared;

    internal readonly Timestamp FirstSeen => Events == 0 ? default : new(First);

    internal readonly Timestamp LastSeen => Events == 0 ? default : new(Last);
}

/// <summary>Groups pairs by replay.</summary>
/// <param name="mayRepeat">Whether an event may occur more than once. It still counts once for each replay.</param>
internal sealed class LinkGroups(bool mayRepeat) : PairSink, IDisposable
{
    private readonly DistinctEvents? _distinct = mayRepeat ? new() : null;
    private LinkGroup[] _groups = ArrayPool<LinkGroup>.Shared.Rent(16);
    private int[] _slots = RentSlots(32);
    private int _mask = 31;
    private int _count;

    internal Span<LinkGroup> Groups => _groups.AsSpan(0, _count);

    internal override PairDetail Detail => _distinct is null ? PairDetail.Link : PairDetail.Event;

    internal override void Take(ReplayRef replay, Evidence evidence, long time)
    {
        Sum(replay, evidence, time).Events++;
    }

    internal override void Take(ReplayRef replay, Evidence evidence, long time, ProjectId project, EventId id)
    {
        ref LinkGroup group = ref Sum(replay, evidence, time);
        if (_distinct is null || _distinct.Add(replay.Index, project, id))
        {
            group.Events++;
        }
    }

    internal override void TakeShared(ReplayRef replay) => Of(replay).Shared = Evidence.Shared;

    internal override void TakeEmpty(ReplayRef replay, Evidence evidence) => Of(replay).Empty |= evidence;

    /// <summary>Returns the pooled arrays; <see cref="Groups"/> is invalid afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<LinkGroup>.Shared.Return(_groups);
        ArrayPool<int>.Shared.Return(_slots);
        (_groups, _slots, _count) = ([], [], 0);
    }

    private static int Slot(ReplayRef replay, int mask) => (int)((uint)replay.Index * 0x9E3779B1u >> 8) & mask;

    private static int[] RentSlots(int count)
    {
        int[] slots = ArrayPool<int>.Shared.Rent(count);
        slots.AsSpan(0, count).Clear();
        return slots;
    }

    private ref LinkGroup Sum(ReplayRef replay, Evidence evidence, long time)
    {
        ref LinkGroup group = ref Of(replay);
        group.Evidence |= evidence;
        group.First = Math.Min(group.First, time);
        group.Last = Math.Max(group.Last, time);
        return ref group;
    }

    private ref LinkGroup Of(ReplayRef replay)
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

    // The slots are at most half full, and there are half as many groups as slots.
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
}
