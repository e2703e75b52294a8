using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Periods;

namespace ReplayGraph.Postgres.Reading;

/// <summary>
/// A log that was asked for, while its rows come in. They come from each period in order of version, but from periods in any order.
/// </summary>
internal sealed class AskedLog
{
    private List<byte[]>? _entries;
    private List<long>? _versions;
    private long _last;
    private bool _isMixed;

    /// <summary>Takes a row in.</summary>
    internal void Add(long version, byte[] entry)
    {
        _isMixed |= version < _last;
        (_entries ??= []).Add(entry);
        (_versions ??= []).Add(version);
        _last = Math.Max(_last, version);
    }

    /// <summary>The log, of what comes after a version, in a period.</summary>
    internal NodeLog ToLog(long after, int period)
    {
        byte[][] entries = _entries is null ? [] : [.. _entries];
        if (_isMixed)
        {
            Array.Sort(_versions!.ToArray(), entries);
        }

        // A version of this period that the asker knows cannot be forgotten; of an earlier one it may be.
        long least = Math.Max(Period.FirstVersion(period), after);
        return new(entries, new(Math.Max(least, _last), period));
    }
}
