using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>The ranked links of a node with many of them, as a lookup without a filter found them: good until something changes.</summary>
/// <param name="sorted">Best first.</param>
/// <param name="version">Of the node's entries.</param>
/// <param name="replays">Of all replays.</param>
/// <param name="validUntil">When time alone changes it.</param>
internal sealed class RankedLinks(Candidate[] sorted, int version, int replays, Timestamp validUntil)
{
    // Weakly held: its written form is larger than all else that a node keeps, so the latest few hold themselves, and no others.
    private readonly WeakReference<FirstPage?> _first = new(null);

    internal Candidate[] Sorted { get; } = sorted;

    internal bool IsGood(int versionNow, int replaysNow, Timestamp now) =>
        version == versionNow && replays == replaysNow && validUntil > now;

    /// <summary>The page that a query asks for.</summary>
    internal LinkPage Page(LookupQuery query, in LinkRanking ranking, LatestPages latest)
    {
        if (query.After is not null)
        {
            return ranking.PageOfSorted(Sorted, query);
        }

        if (!_first.TryGetTarget(out FirstPage? first) || first.Limit != query.Limit)
        {
            LinkPage page = ranking.PageOfSorted(Sorted, query);
            first = new FirstPage(query.Limit, page with { Memo = new PageMemo() });
            _first.SetTarget(first);
            latest.Hold(first);
        }

        return first.Page;
    }

    private sealed record FirstPage(int Limit, LinkPage Page);
}
