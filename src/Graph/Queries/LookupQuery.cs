using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>A lookup: any mix of keys, what narrows it, and which page. Links of several keys are merged by replay; an event counts once.</summary>
public sealed record LookupQuery
{
    /// <summary>The most keys of one lookup.</summary>
    public const int MaxKeys = 1000;

    /// <summary>The most links of one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Issues, transactions, traces and events, 1 to <see cref="MaxKeys"/> of them. No replays.</summary>
    public required IReadOnlyList<NodeKey> Keys { get; init; }

    /// <summary>What narrows it.</summary>
    public LinkFilter Filter { get; init; } = LinkFilter.None;

    /// <summary>The order.</summary>
    public Sort Sort { get; init; }

    /// <summary>The most links of the page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where to go on: <see cref="LinkPage.Next"/> of the page before, for the same query; null: from the start.</summary>
    public Rank? After { get; init; }

    /// <summary>Whether to answer for each key by itself too.</summary>
    public bool ByKey { get; init; }

    /// <summary>Whether to answer the associated events too: those of the page's replays that passed the filter, at most <see cref="MaxLimit"/>.</summary>
    public bool Events { get; init; }

    /// <summary>
    /// True: an issue answers only for what belongs to it now, as Sentry counts. False: an issue that was merged into another
    /// answers for that one too.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether nothing narrows it, and its order is that of evidence: what an issue page asks first.</summary>
    public bool IsUnfiltered => Sort == Sort.Best && Filter == LinkFilter.None;

    /// <summary>Whether it asks for the first page of one issue or transaction name, and for nothing else: what hosts keep pages of.</summary>
    public bool IsFirstPageOfOne =>
        this is { Keys: [{ Kind: NodeKind.Issue or NodeKind.Transaction }], After: null, ByKey: false, Events: false } && IsUnfiltered;
}

/// <summary>A page of links, best first.</summary>
/// <param name="Links">The links of the page.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="Next">Where the next page goes on; null on the last.</param>
/// <param name="ByKey">For each key of the query, in its order, its first links and their total; null if not asked for.</param>
/// <param name="Events">The associated events, latest first; null if not asked for.</param>
public sealed record LinkPage(
    IReadOnlyList<Link> Links,
    int Total,
    Rank? Next,
    IReadOnlyList<KeyLinks>? ByKey = null,
    IReadOnlyList<EventView>? Events = null)
{
    /// <summary>
    /// False if there is no link on any page, and no fact that is kept and that the caller may see mentions any of the keys: no event has come of
    /// the event, trace, issue or transaction name, and nothing else named the issue.
    /// </summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>
    /// Whether the graph keeps this instance, and answers it again while nothing changes. Callers may keep what they derive from it for as
    /// long as the instance lives.
    /// </summary>
    public bool IsCached { get; init; }
}

/// <summary>What one key of a lookup answers by itself: at most as many links as the page's limit.</summary>
/// <param name="Key">The key.</param>
/// <param name="Links">Its links, best first.</param>
/// <param name="Total">The number of its links.</param>
/// <param name="IsKnown">As <see cref="LinkPage.IsKnown"/>, of this key.</param>
public sealed record KeyLinks(NodeKey Key, IReadOnlyList<Link> Links, int Total, bool IsKnown = true);
