using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Answers a lookup from one read of the nodes: counts, links, pages and filters cannot disagree.</summary>
internal static class Lookup
{
    internal static LinkPage Run(OrganizationNodes nodes, LookupQuery query, Timestamp now)
    {
        List<Link> ranked = Rank(nodes, query, query.Keys, now);
        LinkPage page = LinkRanking.Page(ranked, query);
        if (query.ByKey)
        {
            page = page with { ByKey = [.. query.Keys.Select(key => Of(nodes, query, key, now))] };
        }

        return query.Events ? page with { Events = Events(nodes, query, page, now) } : page;
    }

    private static KeyLinks Of(OrganizationNodes nodes, LookupQuery query, NodeKey key, Timestamp now)
    {
        List<Link> ranked = Rank(nodes, query, [key], now);
        return new KeyLinks(key, ranked.GetRange(0, Math.Min(query.Limit, ranked.Count)), ranked.Count);
    }

    private static List<Link> Rank(OrganizationNodes nodes, LookupQuery query, IReadOnlyList<NodeKey> keys, Timestamp now)
    {
        var groups = new LinkGroups(nodes, mayRepeat: keys.Count > 1 || MayRepeat(nodes, keys));
        var scan = new KeyScan(nodes, query.Filter, now, query.Strict, groups);
        foreach (NodeKey key in keys)
        {
            scan.Scan(key);
        }

        return new LinkRanking(nodes, query.Filter, now).Rank(groups.Groups, query.Sort);
    }

    private static List<EventView> Events(OrganizationNodes nodes, LookupQuery query, LinkPage page, Timestamp now)
    {
        HashSet<int> replays = [.. page.Links.Select(link => nodes.FindReplay(link.ReplayId))];
        var views = new EventViews(nodes, replays);
        var scan = new KeyScan(nodes, query.Filter, now, query.Strict, views);
        foreach (NodeKey key in query.Keys)
        {
            scan.Scan(key);
        }

        return [.. views.Sorted.Take(LookupQuery.MaxLimit)];
    }

    // An event repeats if it was observed under two issues: rare, and known.
    private static bool MayRepeat(OrganizationNodes nodes, IReadOnlyList<NodeKey> keys)
    {
        NodeKey key = keys[0];
        return key.Kind switch
        {
            NodeKind.Issue => nodes.FindIssue(key.Issue) is { } node && (node.Links.HasTwins || !node.State.Sources.IsEmpty || !node.State.Ops.IsEmpty),
            NodeKind.Transaction => nodes.Names.Find(System.Text.Encoding.UTF8.GetBytes(key.Transaction)) is { } name
                && nodes.FindTransaction(name) is { HasTwins: true },
            _ => true,
        };
    }
}
