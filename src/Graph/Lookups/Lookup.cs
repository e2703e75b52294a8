using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Lookups;

/// <summary>A page, and how long it stays valid while nothing is ingested.</summary>
/// <param name="Page">The page.</param>
/// <param name="ValidUntil">When an expiry may change it.</param>
public sealed record TimedPage(LinkPage Page, Timestamp ValidUntil);

/// <summary>Answers a lookup from a single view of the graph, so that counts, links, pages and filters agree.</summary>
public sealed class Lookup<TView>
    where TView : struct, IGraphView
{
    private readonly TView _view;
    private readonly LookupQuery _query;
    private readonly CancellationToken _cancel;
    private Timestamp _validUntil = new(long.MaxValue);

    private Lookup(TView view, LookupQuery query, CancellationToken cancel) => (_view, _query, _cancel) = (view, query, cancel);

    /// <summary>Runs a lookup.</summary>
    public static TimedPage Run(TView view, LookupQuery query, CancellationToken cancel)
    {
        var lookup = new Lookup<TView>(view, query, cancel);
        LinkPage page = lookup.Page(query, query.Keys);
        if (query.ByKey)
        {
            page = page with { IsCached = false, ByKey = [.. query.Keys.Select(lookup.OfKey)] };
        }

        return new(query.Events ? page with { IsCached = false, Events = lookup.Events(page) } : page, lookup._validUntil);
    }

    /// <summary>Ranks all links of an issue or a transaction name, which must be <see cref="OwnLinks.Cacheable"/>.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="owner">The node.</param>
    /// <param name="cancel">Cancels the lookup.</param>
    public static RankedLinks RankAll(TView view, in NodeKey owner, CancellationToken cancel)
    {
        using var groups = new LinkGroups(mayRepeat: false);
        var scan = new KeyScan<TView>(view, LinkFilter.None, strict: false, groups, cancel);
        scan.Scan(owner);
        var ranking = new LinkRanking<TView>(view, LinkFilter.None);
        LinkGroup[] passed = groups.Groups[..ranking.Pass(groups.Groups)].ToArray();
        Array.Sort(passed, new LinkOrder<TView>(view, Sort.Best));
        return new(passed, scan.SharedTraces, Min(scan.FirstExpiry, ranking.FirstExpiry));
    }

    /// <summary>A page of a ranking; null if one of its replays has been dropped since.</summary>
    public static LinkPage? PageOf(TView view, RankedLinks ranked, LookupQuery query)
    {
        var ranking = new LinkRanking<TView>(view, LinkFilter.None);
        LinkPage page = ranking.PageOfSorted(ranked.Groups, query);
        return ranking.HasLostReplay ? null : page with { SharedTraces = ranked.SharedTraces };
    }

    private static Timestamp Min(Timestamp a, Timestamp b) => a < b ? a : b;

    private KeyLinks OfKey(NodeKey key)
    {
        LinkPage page = Page(_query with { After = null }, [key]);
        return new(key, page.Links, page.Total, page.IsKnown, page.SharedTraces);
    }

    private LinkPage Page(LookupQuery query, IReadOnlyList<NodeKey> keys)
    {
        LinkPage page = keys is [var only] && query.IsUnfiltered && OwnLinks.Cacheable(_view, only) is { } links
                && _view.CachedPage(only, links, query, _cancel) is { } cached
            ? cached
            : Ranked(query, keys);
        if (page.Total > 0)
        {
            return page;
        }

        // A cached page may be older than the mentions of the keys.
        var known = new KnownKeys<TView>(_view, query.Filter.Visible, _cancel);
        page = page with { IsCached = false, IsKnown = known.Any(keys) };
        _validUntil = Min(known.FirstExpiry, _validUntil);
        return page;
    }

    private LinkPage Ranked(LookupQuery query, IReadOnlyList<NodeKey> keys)
    {
        LinkPage? page;
        do
        {
            page = TryRank(query, keys);
        }
        while (page is null);

        return page;
    }

    private LinkPage? TryRank(LookupQuery query, IReadOnlyList<NodeKey> keys)
    {
        using var groups = new LinkGroups(OwnLinks.MayRepeat(_view, keys));
        var scan = new KeyScan<TView>(_view, query.Filter, query.Strict, groups, _cancel);
        foreach (NodeKey key in keys)
        {
            scan.Scan(key);
        }

        var ranking = new LinkRanking<TView>(_view, query.Filter);
        LinkPage page = ranking.Page(groups.Groups[..ranking.Pass(groups.Groups)], query);
        _validUntil = Min(_validUntil, Min(scan.FirstExpiry, ranking.FirstExpiry));
        return ranking.HasLostReplay ? null : page with { SharedTraces = scan.SharedTraces };
    }

    private IReadOnlyList<EventView> Events(LinkPage page)
    {
        var views = new EventViews<TView>(_view, page.Links);
        var scan = new KeyScan<TView>(_view, _query.Filter, _query.Strict, views, _cancel);
        foreach (NodeKey key in _query.Keys)
        {
            scan.Scan(key);
        }

        return views.Sorted;
    }
}

/// <summary>The links of a node, best first.</summary>
/// <param name="Groups">The links.</param>
/// <param name="SharedTraces">The number of shared traces among those of the node's events.</param>
/// <param name="ValidUntil">When time alone may change them.</param>
public sealed record RankedLinks(LinkGroup[] Groups, int SharedTraces, Timestamp ValidUntil);
