using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Lookups;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>
/// Reads issues or transaction names in order, with all nodes that their links are at. It reads the store in bulk: calling every node would
/// activate all of them.
/// </summary>
internal sealed class LinkedPages(OrganizationId organization, NodeType type, NodeContext context)
{
    private const int NodesAtOnce = 100;

    /// <summary>Reads the next page, which it gathers.</summary>
    /// <param name="gathered">The data, which is empty.</param>
    /// <param name="after">The last node of the page before; null: of none.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<LinkedPage> NextAsync(Gathered gathered, NodeId? after, CancellationToken cancel)
    {
        IReadOnlyList<NodeId> page = await context.Store.NodesAsync(organization, type, after, NodesAtOnce, cancel);
        NodeId? last = page.Count < NodesAtOnce ? null : page[^1];
        HashSet<NodeId> keys = [.. page];
        if (type == NodeType.Issue)
        {
            // Events of one issue may belong to another by a merge or a move, which may have no log.
            (long from, long to) = (after?.Issue.Value ?? 0, last?.Issue.Value ?? long.MaxValue);
            keys.UnionWith(gathered.Facts.Issues.Where(issue => issue.Value > from && issue.Value <= to).Select(issue => NodeId.Of(organization, issue)));
        }

        NodeId[] owners = [.. keys.SelectMany(key => OwnersOf(gathered, key)).Distinct()];
        IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(owners, 0, cancel);
        for (int i = 0; i < owners.Length; i++)
        {
            gathered.Add(owners[i], FoldedLinks.Of(logs[i]));
        }

        gathered.Rows = await context.Cache.ReplaysAsync(organization, gathered.Replays.Values, cancel);
        return new(keys, owners, last);
    }

    private IEnumerable<NodeId> OwnersOf(Gathered gathered, NodeId key) => type == NodeType.Issue
        ? gathered.ReachOf(key.Issue, strict: true).Sources.Select(issue => NodeId.Of(organization, issue))
        : [key];
}

/// <summary>A page of issues or transaction names.</summary>
/// <param name="Keys">The issues or names.</param>
/// <param name="Owners">The nodes that have their links.</param>
/// <param name="Last">The last one in order; null if no page follows.</param>
internal sealed record LinkedPage(IReadOnlySet<NodeId> Keys, IReadOnlyList<NodeId> Owners, NodeId? Last)
{
    /// <summary>Those that have a link, in order.</summary>
    internal IReadOnlyList<NodeKey> Linked(GatheredView view, CancellationToken cancel)
    {
        var linked = new LinkedKeys();
        foreach (NodeId owner in Owners)
        {
            linked.Add(view, owner.Key, view.LinksOf(owner.Key)!, cancel);
        }

        return [.. linked.Keys.Where(key => Keys.Contains(NodeId.Of(Owners[0].Organization, key)))];
    }
}
