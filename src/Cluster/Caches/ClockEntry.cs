namespace ReplayGraph.Cluster.Caches;

/// <summary>Something cached that an <see cref="EvictionClock"/> may evict.</summary>
internal abstract class ClockEntry
{
    private volatile bool _isUsed;

    /// <summary>Its neighbours on the clock; null if it is not there. Only the clock reads and writes them.</summary>
    internal ClockEntry? Next { get; set; }

    /// <inheritdoc cref="Next"/>
    internal ClockEntry? Previous { get; set; }

    /// <summary>The bytes that it takes, by an estimate. Once it was added, only the clock changes them.</summary>
    internal long Bytes { get; set; }

    /// <summary>Marks it as recently used. Safe for concurrent use.</summary>
    internal void Use()
    {
        // Without the check, threads that read the same entry would contend for its cache line.
        if (!_isUsed)
        {
            _isUsed = true;
        }
    }

    /// <summary>Whether it was used since the last call.</summary>
    internal bool TakeUse()
    {
        bool wasUsed = _isUsed;
        _isUsed = false;
        return wasUsed;
    }

    /// <summary>Removes it from its cache. It is not on the clock any more. May take locks that callers of the clock hold elsewhere.</summary>
    internal abstract void Evict();
}
