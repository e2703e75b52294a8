using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The versions that a ranking was computed from.</summary>
/// <param name="Links">The version of the node's links.</param>
/// <param name="Replays">The version of all replays.</param>
internal readonly record struct RankingVersions(int Links, int Replays);

/// <summary>
/// The ranking of a node with many links, without a filter, and its first page, valid until a link, a replay or time changes it. Any number
/// of lookups may use it concurrently.
/// </summary>
internal sealed class CachedRanking
{
    private volatile Versioned? _ranked;
    private long _requestedAt = -1;

    /// <summary>The ranking of these versions, if it is cached and valid.</summary>
    internal Versioned? Find(RankingVersions versions, Timestamp now) =>
        _ranked is { } ranked && ranked.Versions == versions && ranked.Links.ValidUntil > now ? ranked : null;

    /// <summary>
    /// Whether the previous lookup had the same versions. During ingest a ranking is stale before it is used again, so it is cached only at
    /// the second lookup.
    /// </summary>
    internal bool WasRequestedAt(RankingVersions versions)
    {
        long now = ((long)versions.Links << 32) | (uint)versions.Replays;
        return Interlocked.Exchange(ref _requestedAt, now) == now;
    }

    internal Versioned Cache(RankingVersions versions, RankedLinks links) => _ranked = new(versions, links);

    internal sealed record Versioned(RankingVersions Versions, RankedLinks Links)
    {
        // Weak, because its JSON is larger than everything else that a node holds. <see cref="LatestPages"/> holds the most recent ones.
        private readonly WeakReference<FirstPage?> _first = new(null);

        /// <summary>The first page with this many links, if it is cached.</summary>
        internal LinkPage? FirstPage(int limit) => _first.TryGetTarget(out FirstPage? first) && first.Limit == limit ? first.Page : null;

        /// <summary>Caches the first page with this many links.</summary>
        internal LinkPage Cache(int limit, LinkPage page, LatestPages latest)
        {
            var first = new FirstPage(limit, page with { IsCached = true });
            _first.SetTarget(first);
            latest.Hold(first);
            return first.Page;
        }
    }

    private sealed record FirstPage(int Limit, LinkPage Page);
}
