using System.Buffers;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Answers a lookup from one read of the nodes: counts, links, pages and filters cannot disagree.</summary>
internal static class Lookup
{
    // Below this, to look is as quick as to remember.
    private const int Many = 16;

    internal static LinkPage Run(OrganizationNodes nodes, LookupQuery query, Timestamp now, CancellationToken cancel)
    {
        LinkPage page = Page(nodes, query, query.Keys, now, cancel);
        if (page.Total == 0)
        {
            // What was remembered of the page may be older than what is known of the keys.
            page = page with { Memo = null, IsKnown = new KnownKeys(nodes, query.Filter.Visible, now, cancel).Any(query.Keys) };
        }

        if (query.ByKey)
        {
            page = page with { Memo = null, ByKey = [.. query.Keys.Select(key => Of(nodes, query, key, now, cancel))] };
        }

        return query.Events ? page with { Memo = null, Events = Events(nodes, query, page, now, cancel) } : page;
    }

    private static KeyLinks Of(OrganizationNodes nodes, LookupQuery query, NodeKey key, Timestamp now, CancellationToken cancel)
    {
        LinkPage page = Page(nodes, query with { After = null }, [key], now, cancel);
        bool isKnown = page.Total > 0 || new KnownKeys(nodes, query.Filter.Visible, now, cancel).Any([key]);
        return new KeyLinks(key, page.Links, page.Total, isKnown);
    }

    private static LinkPage Page(
        OrganizationNodes nodes, LookupQuery query, IReadOnlyList<NodeKey> keys, Timestamp now, CancellationToken cancel)
    {
        var ranking = new LinkRanking(nodes, query.Filter, now);
        LinkTable? links = keys.Count == 1 ? PlainLinks(nodes, keys[0]) : null;
        if (links is null || links.Entries.Length < Many || query.Sort != Sort.Best || query.Filter != LinkFilter.None)
        {
            return Unranked(nodes, query, keys, now, mayRepeat: links is null, cancel);
        }

        // The versions before the entries: a change in between makes the memory stale, never wrong.
        (int version, int replays) = (links.Version, nodes.ReplaysVersion);
        RankedLinks? ranked = links.Ranked;
        if (ranked?.IsGood(version, replays, now) is not true)
        {
            // While facts come in, a ranking is stale before it is asked again: it is made for whoever asks twice.
            if (!links.WasAskedAt(version, replays))
            {
                return Unranked(nodes, query, keys, now, mayRepeat: false, cancel);
            }

            using LinkGroups groups = Group(nodes, query, keys, now, mayRepeat: false, out Timestamp firstExpiry, cancel);
            Candidate[] candidates = ranking.Pass(groups.Groups, out Timestamp validUntil);
            Array.Sort(candidates, new CandidateOrder(nodes, Sort.Best));
            links.Ranked = ranked = new(candidates, version, replays, firstExpiry < validUntil ? firstExpiry : validUntil);
        }

        return ranked.Page(query, ranking, nodes.LatestPages);
    }

    private static LinkPage Unranked(
        OrganizationNodes nodes, LookupQuery query, IReadOnlyList<NodeKey> keys, Timestamp now, bool mayRepeat, CancellationToken cancel)
    {
        var ranking = new LinkRanking(nodes, query.Filter, now);
        using LinkGroups groups = Group(nodes, query, keys, now, mayRepeat, out _, cancel);
        Candidate[] candidates = ArrayPool<Candidate>.Shared.Rent(groups.Groups.Length);
        int count = ranking.Pass(groups.Groups, candidates, out _);
        LinkPage page = ranking.Page(candidates.AsSpan(0, count), query);
        ArrayPool<Candidate>.Shared.Return(candidates);
        return page;
    }

    private static LinkGroups Group(
        OrganizationNodes nodes, LookupQuery query, IReadOnlyList<NodeKey> keys, Timestamp now, bool mayRepeat, out Timestamp firstExpiry,
        CancellationToken cancel)
    {
        var groups = new LinkGroups(nodes, mayRepeat);
        var scan = new KeyScan(nodes, query.Filter, now, query.Strict, groups, cancel);
        foreach (NodeKey key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            scan.Scan(key);
        }

        firstExpiry = scan.FirstExpiry;
        return groups;
    }

    private static IReadOnlyList<EventView> Events(OrganizationNodes nodes, LookupQuery query, LinkPage page, Timestamp now, CancellationToken cancel)
    {
        HashSet<int> replays = [.. page.Links.Select(link => nodes.FindReplay(link.ReplayId))];
        var views = new EventViews(nodes, replays);
        var scan = new KeyScan(nodes, query.Filter, now, query.Strict, views, cancel);
        foreach (NodeKey key in query.Keys)
        {
            cancel.ThrowIfCancellationRequested();
            scan.Scan(key);
        }

        return views.Sorted;
    }

    // The links of an issue or a transaction whose entries say it all: nothing of it was merged, moved or deleted, no event is in it twice.
    private static LinkTable? PlainLinks(OrganizationNodes nodes, in NodeKey key)
    {
        LinkTable? links = null;
        if (key.Kind == NodeKind.Issue && nodes.FindIssue(key.Issue) is { } node && node.State.Sources.IsEmpty && node.State.Ops.IsEmpty)
        {
            links = node.Links;
        }
        else if (key.Kind == NodeKind.Transaction && !nodes.AnyIssueDeleted
            && nodes.Names.Find(System.Text.Encoding.UTF8.GetBytes(key.Transaction)) is { } name)
        {
            links = nodes.FindTransaction(name);
        }

        return links is { HasDiverted: false, HasTwins: false } ? links : null;
    }
}
