namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// Keeps what many caches hold together within one budget of bytes. It evicts what was not used recently, by the CLOCK algorithm: a hand
/// passes over all entries, takes the mark of a used one, and evicts one without a mark. So a use costs one write without a lock, and what
/// was only read once leaves before what is used again. Safe for concurrent use.
/// </summary>
/// <param name="capacity">The budget, in bytes.</param>
internal sealed class EvictionClock(long capacity)
{
    private readonly Lock _lock = new();
    private ClockEntry? _hand;
    private int _count;
    private long _bytes;
    private long _evictions;

    /// <summary>The budget, in bytes.</summary>
    internal long Capacity => capacity;

    /// <summary>The bytes of all entries, and those charged.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The number of entries that were evicted so far.</summary>
    internal long Evictions => Volatile.Read(ref _evictions);

    /// <summary>Adds entries, which the hand reaches last. The caller may hold locks, and calls <see cref="Shrink"/> without them.</summary>
    internal void Add(IReadOnlyList<ClockEntry> entries)
    {
        lock (_lock)
        {
            foreach (ClockEntry entry in entries)
            {
                Link(entry);
            }
        }
    }

    /// <summary>Removes those of the entries that were not evicted yet. The caller may hold locks.</summary>
    internal void Remove(IEnumerable<ClockEntry> entries)
    {
        lock (_lock)
        {
            foreach (ClockEntry entry in entries)
            {
                if (entry.Next is not null)
                {
                    Unlink(entry);
                }
            }
        }
    }

    /// <summary>Corrects the bytes of an entry, unless it was evicted. The caller may hold locks.</summary>
    internal void Resize(ClockEntry entry, long bytes)
    {
        lock (_lock)
        {
            if (entry.Next is not null)
            {
                _bytes += bytes - entry.Bytes;
                entry.Bytes = bytes;
            }
        }
    }

    /// <summary>Counts bytes that are not on the clock; negative: no longer.</summary>
    internal void Charge(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
        }
    }

    /// <summary>Evicts entries while there are more bytes than the budget. The caller holds no lock: evicting takes those of the caches.</summary>
    internal void Shrink()
    {
        if (Bytes <= capacity)
        {
            return;
        }

        List<ClockEntry> victims = [];
        lock (_lock)
        {
            // Other threads mark entries meanwhile, but each saves an entry only once.
            for (int chances = _count; _bytes > capacity && _hand is { } entry;)
            {
                if (chances-- > 0 && entry.TakeUse())
                {
                    _hand = entry.Next;
                }
                else
                {
                    Unlink(entry);
                    victims.Add(entry);
                }
            }

            _evictions += victims.Count;
        }

        foreach (ClockEntry victim in victims)
        {
            victim.Evict();
        }
    }

    private void Link(ClockEntry entry)
    {
        if (_hand is null)
        {
            _hand = entry.Next = entry.Previous = entry;
        }
        else
        {
            (entry.Next, entry.Previous) = (_hand, _hand.Previous);
            _hand.Previous!.Next = entry;
            _hand.Previous = entry;
        }

        _count++;
        _bytes += entry.Bytes;
    }

    private void Unlink(ClockEntry entry)
    {
        if (_count == 1)
        {
            _hand = null;
        }
        else
        {
            _hand = _hand == entry ? entry.Next : _hand;
            entry.Previous!.Next = entry.Next;
            entry.Next!.Previous = entry.Previous;
        }

        (entry.Next, entry.Previous) = (null, null);
        _count--;
        _bytes -= entry.Bytes;
    }
}
