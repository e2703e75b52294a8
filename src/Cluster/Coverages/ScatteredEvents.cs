namespace ReplayGraph.Cluster.Coverages;

/// <summary>
/// Finds the events that may have observations in several traces. To ask the store about every event would take half of the time of a count of
/// everything. That count asks only about those that it seems to have met before: the first observation of each is counted as the only one, and
/// again when the second is met.
/// </summary>
/// <param name="organization">The organization.</param>
/// <param name="context">The context of nodes.</param>
internal sealed class ScatteredEvents(OrganizationId organization, NodeContext context)
{
    // With 10 million events, the filter takes one in 200 for one that it has met.
    private const int FilterBytes = 16 << 20, Probes = 4;

    private bool _isFirst;
    private int _asked;
    private ulong[]? _met;

    /// <summary>Begins a count of everything.</summary>
    internal void Begin() => (_isFirst, _asked, _met) = (true, 0, null);

    /// <summary>Ends the count of everything: events may have been met before, so the store is asked.</summary>
    internal void End() => (_isFirst, _met) = (false, null);

    /// <summary>Those of the events that may have several.</summary>
    /// <param name="events">The events.</param>
    /// <param name="isRepeated">Whether an event was counted as one that may have several: the next trace would not count the first again.</param>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<IReadOnlySet<EventId>> AmongAsync(IReadOnlyCollection<EventId> events, Func<EventId, bool> isRepeated)
    {
        EventId[] asked = _isFirst && _asked >= context.CoverageFilterAt ? [.. events.Where(id => IsMet(id) || isRepeated(id))] : [.. events];
        _asked += asked.Length;
        return asked.Length == 0 ? new HashSet<EventId>() : (await context.Store.ScatteredAsync(organization, asked)).ToHashSet();
    }

    // Ids are random, but nothing guarantees it.
    private bool IsMet(EventId id)
    {
        _met ??= new ulong[FilterBytes / sizeof(ulong)];
        ulong hash = ((ulong)id.Value ^ ((ulong)(id.Value >> 64) * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93;
        ulong step = (hash >> 32) | 1;
        bool isMet = true;
        for (int probe = 0; probe < Probes; probe++, hash += step << 20)
        {
            ref ulong bits = ref _met[(int)(hash >> 26) & (_met.Length - 1)];
            ulong bit = 1UL << (int)(hash >> 20);
            isMet &= (bits & bit) != 0;
            bits |= bit;
        }

        return isMet;
    }
}
