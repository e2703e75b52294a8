using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Periods;

namespace ReplayGraph.Postgres.Reading;

/// <summary>Collects the rows of one log. Rows arrive in order of version within a period, but periods arrive in any order.</summary>
internal sealed class LogBuilder
{
    private readonly List<byte[]> _entries = [];
    private readonly List<long> _versions = [];
    private long _last;
    private bool _isMixed;

    /// <summary>Of a node without rows, to which none may be added.</summary>
    internal static LogBuilder Empty { get; } = new();

    /// <summary>The bytes of its entries.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Adds a row.</summary>
    internal void Add(long version, byte[] entry)
    {
        _isMixed |= version < _last;
        _entries.Add(entry);
        Bytes += entry.Length;
        _versions.Add(version);
        _last = Math.Max(_last, version);
    }

    /// <summary>Builds the log of the entries after a version.</summary>
    internal NodeLog ToLog(long after, int period)
    {
        byte[][] entries = [.. _entries];
        long[] versions = [.. _versions];
        if (_isMixed)
        {
            Array.Sort(versions, entries);
        }

        // Entries of the current period cannot be dropped once read; those of an earlier period may be.
        long least = Math.Max(Period.FirstVersion(period), after);
        return new(entries, new(Math.Max(least, _last), period)) { Versions = versions };
    }
}
