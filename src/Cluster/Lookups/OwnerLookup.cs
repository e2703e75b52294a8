using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Answers lookups of one issue or transaction from its own links, without asking anybody.</summary>
public static class OwnerLookup
{
    /// <summary>Whether it can: nothing was merged into the issue, or out of it, or deleted with it.</summary>
    public static bool CanAnswer(NodeId owner, IOrganizationFacts facts) =>
        owner.Type == NodeType.Transaction || IssueReach.StandsAlone(facts.Find(owner.Issue));

    /// <summary>Answers. The links must not change meanwhile.</summary>
    /// <param name="owner">The issue or transaction, the only key of the query.</param>
    /// <param name="links">Its links.</param>
    /// <param name="rows">The rows of <see cref="FoldedLinks.ReplayIds"/>, in their order.</param>
    /// <param name="query">The query.</param>
    /// <param name="facts">The organization's rare facts.</param>
    /// <param name="expiry">The moment of the question.</param>
    /// <param name="cancel">Stops.</param>
    public static TimedPage Answer(
        NodeId owner, FoldedLinks links, IReadOnlyList<ReplayRow> rows, LookupQuery query, IOrganizationFacts facts, Expiry expiry,
        CancellationToken cancel = default)
    {
        var gathered = new Gathered(owner.Organization, facts, expiry, links.Replays) { Rows = rows };
        gathered.Add(owner, links);
        return Lookup<GatheredView>.Run(new(gathered), query, cancel);
    }
}
