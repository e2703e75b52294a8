using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>A lookup: any mix of keys, a filter, and a page. Links of several keys are merged by replay; an event counts once.</summary>
public sealed record LookupQuery
{
    /// <summary>The most keys of one lookup.</summary>
    public const int MaxKeys = 1000;

    /// <summary>The most links of one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Issues, transactions, traces and events, 1 to <see cref="MaxKeys"/> of them. No replays.</summary>
    public required IReadOnlyList<NodeKey> Keys { get; init; }

    /// <summary>The filter.</summary>
    public LinkFilter Filter { get; init; } = LinkFilter.None;

    /// <summary>The order.</summary>
    public Sort Sort { get; init; }

    /// <summary>The most links of the page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where to continue: <see cref="LinkPage.Next"/> of the previous page of the same query; null: from the start.</summary>
    public Rank? After { get; init; }

    /// <summary>Whether to also answer for each key separately.</summary>
    public bool ByKey { get; init; }

    /// <summary>Whether to also return the events of the page's replays that pass the filter, at most <see cref="MaxLimit"/>.</summary>
    public bool Events { get; init; }

    /// <summary>
    /// True: an issue returns only events that belong to it now, as Sentry counts. False: an issue that was merged into another also
    /// returns the events of that one.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether it has the default filter and order, as the first request of an issue page does.</summary>
    public bool IsUnfiltered => Sort == Sort.Best && Filter == LinkFilter.None;

    /// <summary>Whether it asks only for the first page of one issue or transaction name. Hosts cache these pages.</summary>
    public bool IsFirstPageOfOne =>
        this is { Keys: [{ Kind: NodeKind.Issue or NodeKind.Transaction }], After: null, ByKey: false, Events: false } && IsUnfiltered;
}

/// <summary>A page of links, best first.</summary>
/// <param name="Links">The links of the page.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="ByKey">For each key of the query, in order, its first links and their total; null if not requested.</param>
/// <param name="Events">The associated events, latest first; null if not requested.</param>
public sealed record LinkPage(
    IReadOnlyList<Link> Links,
    int Total,
    Rank? Next,
    IReadOnlyList<KeyLinks>? ByKey = null,
    IReadOnlyList<EventView>? Events = null)
{
    /// <summary>
    /// False if there is no link on any page, and no unexpired fact that the caller may see mentions any of the keys: no event of the event
    /// id, trace, issue or transaction name has arrived, and no operation names the issue.
    /// </summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>
    /// Whether the graph caches this instance and returns it again while nothing changes. Callers may cache derived data for as long as the
    /// instance lives.
    /// </summary>
    public bool IsCached { get; init; }

    /// <summary>
    /// The number of shared traces among those of the events of the keys that pass the filter. They make links by direct evidence only.
    /// </summary>
    public int SharedTraces { get; init; }
}

/// <summary>The answer for one key of a lookup, limited to the number of links of a page.</summary>
/// <param name="Key">The key.</param>
/// <param name="Links">Its links, best first.</param>
/// <param name="Total">The number of its links.</param>
/// <param name="IsKnown">As <see cref="LinkPage.IsKnown"/>, for this key.</param>
/// <param name="SharedTraces">As <see cref="LinkPage.SharedTraces"/>, for this key.</param>
public sealed record KeyLinks(NodeKey Key, IReadOnlyList<Link> Links, int Total, bool IsKnown = true, int SharedTraces = 0);
