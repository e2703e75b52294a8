using System.Runtime.InteropServices;
using ReplayGraph.Nodes.Store;

namespace ReplayGraph.Nodes.Replays;

/// <summary>
/// The rows of an organization's replays, as far as somebody asked for them. A row that is being read while a newer one is announced does
/// not replace it. Safe for concurrent use.
/// </summary>
internal sealed class ReplayMemory(OrganizationId organization, INodeStore store)
{
    // Some 300 MB of rows; past it all are forgotten, and read anew as they are asked for.
    private const int Most = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ReplayId, ReplayRow> _rows = [];
    private readonly Dictionary<ReplayId, Reading> _reading = [];
    private long _version = 1;

    /// <summary>Grows when a row that is remembered changes.</summary>
    internal long Version => Volatile.Read(ref _version);

    internal async ValueTask<IReadOnlyList<ReplayRow>> RowsAsync(IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        var rows = new ReplayRow[ids.Count];
        List<ReplayId>? missing = Find(ids, rows);
        if (missing is null)
        {
            return rows;
        }

        IReadOnlyList<ReplayRow>? read = null;
        try
        {
            read = await store.ReplaysAsync(organization, missing, cancel);
        }
        finally
        {
            Enter(missing, read);
        }

        // What was forgotten meanwhile is as it was read.
        Dictionary<ReplayId, ReplayRow>? byId = null;
        lock (_lock)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] ??= _rows.GetValueOrDefault(ids[i])
                    ?? (byId ??= read.ToDictionary(row => row.Id)).GetValueOrDefault(ids[i])
                    ?? ReplayRow.Unknown(ids[i]);
            }
        }

        return rows;
    }

    internal void Hear(IReadOnlyList<ReplayRow> rows)
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
                else if (_reading.TryGetValue(row.Id, out Reading? reading) && row.Version > (reading.Heard?.Version ?? 0))
                {
                    reading.Heard = row;
                }
            }
        }
    }

    internal void Forget()
    {
        lock (_lock)
        {
            _rows.Clear();
            _reading.Clear();
            Volatile.Write(ref _version, _version + 1);
        }
    }

    private List<ReplayId>? Find(IReadOnlyList<ReplayId> ids, ReplayRow[] rows)
    {
        List<ReplayId>? missing = null;
        lock (_lock)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                if (_rows.TryGetValue(ids[i], out ReplayRow? row))
                {
                    rows[i] = row;
                }
                else
                {
                    (missing ??= []).Add(ids[i]);
                    (CollectionsMarshal.GetValueRefOrAddDefault(_reading, ids[i], out _) ??= new()).Readers++;
                }
            }
        }

        return missing;
    }

    // Null: it could not be read.
    private void Enter(List<ReplayId> asked, IReadOnlyList<ReplayRow>? read)
    {
        Dictionary<ReplayId, ReplayRow>? byId = read?.ToDictionary(row => row.Id);
        lock (_lock)
        {
            if (_rows.Count > Most)
            {
                _rows.Clear();
                Volatile.Write(ref _version, _version + 1);
            }

            foreach (ReplayId id in asked)
            {
                // Gone if all was forgotten meanwhile: then what was read may be too old to keep.
                if (!_reading.TryGetValue(id, out Reading? reading))
                {
                    continue;
                }

                if (byId is not null)
                {
                    ReplayRow row = Later(byId.GetValueOrDefault(id) ?? ReplayRow.Unknown(id), reading.Heard);
                    _rows[id] = Later(row, _rows.GetValueOrDefault(id));
                }

                if (--reading.Readers == 0)
                {
                    _reading.Remove(id);
                }
            }
        }
    }

    private static ReplayRow Later(ReplayRow row, ReplayRow? other) => other is not null && other.Version > row.Version ? other : row;

    private sealed class Reading
    {
        internal int Readers;
        internal ReplayRow? Heard;
    }
}
