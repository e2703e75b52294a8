using System.Collections.Concurrent;

namespace ReplayGraph.Cluster.Caches;

/// <summary>A node that caches a page.</summary>
internal interface ICachesPage
{
    /// <summary>Whether the page with this tag is still valid. Never waits; safe for concurrent use.</summary>
    bool IsStillValid(long tag);
}

/// <summary>
/// The nodes of a silo that cache a page, by its tag. Validates many pages in one call, without a turn of their nodes. Safe for concurrent
/// use.
/// </summary>
public sealed class CurrentPages
{
    private readonly ConcurrentDictionary<long, ICachesPage> _nodes = [];

    /// <summary>The tags whose pages are not valid any more, or cannot be validated here at once.</summary>
    public long[] Stale(ReadOnlySpan<long> tags)
    {
        List<long>? stale = null;
        foreach (long tag in tags)
        {
            if (!_nodes.TryGetValue(tag, out ICachesPage? node) || !node.IsStillValid(tag))
            {
                (stale ??= []).Add(tag);
            }
        }

        return stale?.ToArray() ?? [];
    }

    internal void Add(long tag, ICachesPage node) => _nodes[tag] = node;

    internal void Remove(long tag) => _nodes.TryRemove(tag, out _);
}
