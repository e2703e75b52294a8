using System.Collections.Concurrent;
using ReplayGraph.Grains.Links;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>
/// The latest first pages of issues and transactions, with the tags by which their nodes know whether they are still right. Two
/// generations: what was not asked for while a generation filled is forgotten. Safe for concurrent use.
/// </summary>
internal sealed class PageCache
{
    private const int Generation = 1024;

    private volatile ConcurrentDictionary<PageKey, KnownPage> _young = [];
    private volatile ConcurrentDictionary<PageKey, KnownPage> _old = [];

    /// <summary>The page that was kept, or null.</summary>
    internal KnownPage? Find(in PageKey key)
    {
        if (_young.TryGetValue(key, out KnownPage? known))
        {
            return known;
        }

        if (_old.TryGetValue(key, out known))
        {
            Keep(key, known);
        }

        return known;
    }

    /// <summary>Keeps a page in place of the one before.</summary>
    internal void Keep(in PageKey key, KnownPage page)
    {
        ConcurrentDictionary<PageKey, KnownPage> young = _young;
        bool isNew = !young.ContainsKey(key);
        young[key] = page;
        if (isNew && young.Count > Generation)
        {
            // Of two that do so at once one loses a generation, which costs lookups and no truth.
            _old = young;
            _young = [];
        }
    }
}

/// <summary>What tells first pages apart of which nothing is narrowed.</summary>
internal readonly record struct PageKey(OrganizationId Organization, NodeKey Node, int Limit, bool IsStrict)
{
    /// <summary>Whether nodes name the page of a lookup, so that it is worth to be kept.</summary>
    internal static bool Fits(LookupQuery query) =>
        query is { Keys: [{ Kind: NodeKind.Issue or NodeKind.Transaction }], After: null, Sort: Sort.Best, ByKey: false, Events: false }
        && query.Filter == LinkFilter.None;
}

/// <summary>A page, what names it, and who knows whether it is still right.</summary>
internal sealed record KnownPage(ILinkGrain Node, LinkPage Page, long Tag);
