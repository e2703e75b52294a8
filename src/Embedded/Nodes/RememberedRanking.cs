using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The versions of what a ranking was computed from.</summary>
/// <param name="Links">Of the node's links.</param>
/// <param name="Replays">Of all replays.</param>
internal readonly record struct RankingVersions(int Links, int Replays);

/// <summary>
/// The ranking of a node with many links, without a filter, and its first page: right until a link, a replay or time changes it. Any
/// number of lookups use it at once.
/// </summary>
internal sealed class RememberedRanking
{
    private volatile Versioned? _ranked;
    private long _askedAt = -1;

    /// <summary>The ranking of these versions, if it is remembered and right.</summary>
    internal Versioned? Find(RankingVersions versions, Timestamp now) =>
        _ranked is { } ranked && ranked.Versions == versions && ranked.Links.ValidUntil > now ? ranked : null;

    /// <summary>
    /// Whether the lookup before this one met the same versions. While facts come in, a ranking is stale before it is used again: it is
    /// made for the second lookup.
    /// </summary>
    internal bool WasAskedAt(RankingVersions versions)
    {
        long now = ((long)versions.Links << 32) | (uint)versions.Replays;
        return Interlocked.Exchange(ref _askedAt, now) == now;
    }

    /// <summary>Remembers a ranking.</summary>
    internal Versioned Remember(RankingVersions versions, RankedLinks links) => _ranked = new(versions, links);

    /// <summary>A ranking of some versions.</summary>
    internal sealed record Versioned(RankingVersions Versions, RankedLinks Links)
    {
        // Weak: its written form is larger than all else that a node keeps. The latest few are held elsewhere.
        private readonly WeakReference<FirstPage?> _first = new(null);

        /// <summary>The first page of so many links, if it is remembered.</summary>
        internal LinkPage? FirstPage(int limit) => _first.TryGetTarget(out FirstPage? first) && first.Limit == limit ? first.Page : null;

        /// <summary>Remembers the first page of so many links.</summary>
        internal LinkPage Remember(int limit, LinkPage page, LatestPages latest)
        {
            var first = new FirstPage(limit, page with { IsCached = true });
            _first.SetTarget(first);
            latest.Hold(first);
            return first.Page;
        }
    }

    private sealed record FirstPage(int Limit, LinkPage Page);
}
