using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The rows of an organization's replays that were requested so far. While a read is in progress, announced rows are kept aside, so that a
/// row just read never replaces a newer one. An announced row alone is not cached, because announcements can overtake each other. Safe for
/// concurrent use.
/// </summary>
internal sealed class ReplayMemory(OrganizationId organization, INodeStore store)
{
    // Some 300 MB of rows. Beyond that all are dropped, and read again on demand.
    private const int Most = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ReplayId, ReplayRow> _rows = [];
    private readonly Dictionary<ReplayId, ReplayRow> _announced = [];
    private int _readings;
    private int _forgotten;
    private long _version = 1;

    /// <summary>Grows when a cached row changes.</summary>
    internal long Version => Volatile.Read(ref _version);

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
                    Complete(ids, rows, read, isKept: forgotten == _forgotten);
                }

                if (_readings == 0)
                {
                    _announced.Clear();
                }
            }
        }

        return rows;
    }

    internal void Apply(IReadOnlyList<ReplayRow> rows)
    {
        lock (_lock)
        {
            foreach (ReplayRow row in rows)
            {
                if (_rows.TryGetValue(row.Id, out ReplayRow? known))
                {
                    if (row.Version > known.Version)
                    {
                        _rows[row.Id] = row;
                        Volatile.Write(ref _version, _version + 1);
                    }
                }
                else if (_readings > 0 && !(_announced.TryGetValue(row.Id, out known) && known.Version >= row.Version))
                {
                    _announced[row.Id] = row;
                }
            }

            // It only grows while reads overlap.
            if (_announced.Count > Most)
            {
                ForgetAll();
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

    private void ForgetAll()
    {
        _rows.Clear();
        _announced.Clear();
        _forgotten++;
        Volatile.Write(ref _version, _version + 1);
    }

    private List<ReplayId> Find(IReadOnlyList<ReplayId> ids, ReplayRow[] rows)
    {
        List<ReplayId> missing = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (_rows.TryGetValue(ids[i], out ReplayRow? row))
            {
                rows[i] = row;
            }
            else
            {
                missing.Add(ids[i]);
            }
        }

        return missing;
    }

    // The absence of a row is cached too.
    private void Complete(IReadOnlyList<ReplayId> ids, ReplayRow[] rows, IReadOnlyList<ReplayRow> read, bool isKept)
    {
        if (isKept && _rows.Count + read.Count > Most)
        {
            ForgetAll();
            isKept = false;
        }

        Dictionary<ReplayId, ReplayRow> found = isKept ? Enter(read) : read.ToDictionary(row => row.Id);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null)
            {
                ref ReplayRow? row = ref CollectionsMarshal.GetValueRefOrAddDefault(found, ids[i], out _);
                rows[i] = row ??= (isKept ? _announced.GetValueOrDefault(ids[i]) : null) ?? ReplayRow.Unknown(ids[i]);
            }
        }
    }

    private Dictionary<ReplayId, ReplayRow> Enter(IReadOnlyList<ReplayRow> read)
    {
        _rows.EnsureCapacity(_rows.Count + read.Count);
        foreach (ReplayRow row in read)
        {
            ReplayRow latest = _announced.TryGetValue(row.Id, out ReplayRow? announced) && announced.Version > row.Version ? announced : row;
            ref ReplayRow? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, row.Id, out _);
            known = known is null || latest.Version > known.Version ? latest : known;
        }

        return _rows;
    }
}
