using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Links;

/// <summary>The observations that were withdrawn from a table, for good. Few: an event is seldom observed anew.</summary>
internal sealed class Withdrawals
{
    private readonly HashSet<Text> _all = [];
    private readonly HashSet<long> _openTimes = [];

    internal int Count => _all.Count;

    /// <summary>True if rows may still stand that were withdrawn.</summary>
    internal bool AnyOpen => _openTimes.Count > 0;

    internal bool Contains(ReadOnlyMemory<byte> observation) => _all.Count > 0 && _all.Contains(new(observation));

    /// <summary>False if it was known.</summary>
    internal bool Add(ReadOnlyMemory<byte> observation, Timestamp time)
    {
        if (Contains(observation))
        {
            return false;
        }

        _openTimes.Add(time.Milliseconds);
        return _all.Add(new(observation.ToArray()));
    }

    /// <summary>Whether a row may be one of those that still stand: its observation must be looked at.</summary>
    internal bool MayConcern(in LinkRow row) => _openTimes.Contains(row.Time);

    /// <summary>No row stands any more.</summary>
    internal void Close() => _openTimes.Clear();
}
