using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The rows of an organization's replays that were recently requested. While a read is in progress, announced rows are kept aside, so that a
/// row just read never replaces a newer one, whether or not that one was evicted meanwhile. An announced row alone is not cached, because
/// announcements can overtake each other. Safe for concurrent use.
/// </summary>
internal sealed class ReplayMemory(OrganizationId organization, INodeStore store, EvictionClock clock, ReplayChanges changes)
{
    // They only grow while reads overlap.
    private const int MaxAnnounced = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ReplayId, CachedReplay> _rows = [];
    private readonly Dictionary<ReplayId, ReplayRow> _announced = [];
    private long _announcedBytes;
    private int _readings;
    private int _forgotten;
    private bool _isClosed;

    internal async ValueTask<ReplayRow[]> RowsAsync(IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        var rows = new ReplayRow[ids.Count];
        int forgotten;
        List<ReplayId> missing;
        lock (_lock)
        {
            missing = Find(ids, rows);
            if (missing.Count == 0)
            {
                return rows;
            }

            _readings++;
            forgotten = _forgotten;
        }

        IReadOnlyList<ReplayRow>? read = null;
        try
        {
            read = await store.ReplaysAsync(organization, missing, cancel);
        }
        finally
        {
            lock (_lock)
            {
                _readings--;
                if (read is not null)
                {
                    // A row that was read before all were dropped may be too old to cache.
                    Complete(ids, rows, read, isKept: forgotten == _forgotten && !_isClosed);
                }

                if (_readings == 0)
                {
                    DropAnnounced();
                }
            }
        }

        clock.Shrink();
        return rows;
    }

    internal void Apply(IReadOnlyList<ReplayRow> rows)
    {
        lock (_lock)
        {
            foreach (ReplayRow row in rows)
            {
                if (_rows.TryGetValue(row.Id, out CachedReplay? cached) && row.Version > cached.Row.Version)
                {
                    Replace(cached, row);
                }

                if (_readings > 0)
                {
                    KeepAside(row);
                }

                // Also if it is not cached, or was read before: a page may show the row before it.
                changes.Add(row.Id);
            }
        }
    }

    internal void Forget()
    {
        lock (_lock)
        {
            ForgetAll();
        }
    }

    /// <summary>Drops all rows, and caches no more of them: the organization was evicted.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            ForgetAll();
        }
    }

    internal void Evict(CachedReplay cached)
    {
        lock (_lock)
        {
            if (_rows.GetValueOrDefault(cached.Row.Id) == cached)
            {
                _rows.Remove(cached.Row.Id);
            }
        }
    }

    private void ForgetAll()
    {
        clock.Remove(_rows.Values);
        _rows.Clear();
        _rows.TrimExcess();
        DropAnnounced();
        _forgotten++;
    }

    private void KeepAside(ReplayRow row)
    {
        ref ReplayRow? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_announced, row.Id, out _);
        if (known is not null && known.Version >= row.Version)
        {
            return;
        }

        long more = CachedReplay.BytesOf(row) - (known is null ? 0 : CachedReplay.BytesOf(known));
        known = row;
        _announcedBytes += more;
        clock.Charge(more);
        if (_announced.Count > MaxAnnounced)
        {
            // The reads in progress are not cached.
            DropAnnounced();
            _forgotten++;
        }
    }

    private void DropAnnounced()
    {
        _announced.Clear();
        clock.Charge(-_announcedBytes);
        _announcedBytes = 0;
    }

    private List<ReplayId> Find(IReadOnlyList<ReplayId> ids, ReplayRow[] rows)
    {
        List<ReplayId> missing = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (_rows.TryGetValue(ids[i], out CachedReplay? cached))
            {
                rows[i] = cached.Row;
                cached.Use();
            }
            else
            {
                missing.Add(ids[i]);
            }
        }

        return missing;
    }

    private void Complete(IReadOnlyList<ReplayId> ids, ReplayRow[] rows, IReadOnlyList<ReplayRow> read, bool isKept)
    {
        // Rows that would displace everything else are not cached.
        if (!isKept || read.Sum(CachedReplay.BytesOf) > clock.Capacity / 2)
        {
            Dictionary<ReplayId, ReplayRow> found = read.ToDictionary(row => row.Id);
            Fill(ids, rows, id => found.GetValueOrDefault(id) ?? ReplayRow.Unknown(id));
            return;
        }

        List<CachedReplay> added = new(read.Count);
        foreach (ReplayRow row in read)
        {
            Enter(row, added);
        }

        // The absence of a row is cached too.
        Fill(ids, rows, id => (_rows.GetValueOrDefault(id) ?? Enter(ReplayRow.Unknown(id), added)).Row);
        clock.Add(added);
    }

    private static void Fill(IReadOnlyList<ReplayId> ids, ReplayRow[] rows, Func<ReplayId, ReplayRow> find)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] ??= find(ids[i]);
        }
    }

    private CachedReplay Enter(ReplayRow row, List<CachedReplay> added)
    {
        ReplayRow latest = _announced.TryGetValue(row.Id, out ReplayRow? announced) && announced.Version > row.Version ? announced : row;
        ref CachedReplay? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, row.Id, out _);
        if (known is null)
        {
            added.Add(known = new(this, latest.Compact()));
        }
        else if (latest.Version > known.Row.Version)
        {
            Replace(known, latest);
        }

        return known;
    }

    private void Replace(CachedReplay cached, ReplayRow row)
    {
        cached.Row = row.Compact();
        clock.Resize(cached, CachedReplay.BytesOf(cached.Row));
    }
}
