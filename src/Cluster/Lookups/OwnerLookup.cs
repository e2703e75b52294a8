using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>A page, and how long it stays right if nothing is told meanwhile.</summary>
/// <param name="Page">The page.</param>
/// <param name="ValidUntil">When something expires that may change it.</param>
public sealed record TimedPage(LinkPage Page, Timestamp ValidUntil);

/// <summary>Answers lookups of one issue or transaction from its own links, without asking anybody.</summary>
public static class OwnerLookup
{
    /// <summary>Whether it can: nothing was merged into the issue, or out of it, or deleted with it.</summary>
    public static bool CanAnswer(NodeId owner, IOrganizationFacts facts) =>
        owner.Type == NodeType.Transaction || IssueReach.StandsAlone(owner.Issue, facts);

    /// <summary>Answers. The table must not be changed meanwhile.</summary>
    /// <param name="owner">The issue or transaction, the only key of the query.</param>
    /// <param name="table">Its links.</param>
    /// <param name="rows">The rows of <see cref="LinkTable.ReplayIds"/>, in their order.</param>
    /// <param name="query">The query.</param>
    /// <param name="facts">The organization's rare facts.</param>
    /// <param name="moment">When it is asked.</param>
    /// <param name="cancel">Stops.</param>
    public static TimedPage Answer(
        NodeId owner, LinkTable table, IReadOnlyList<ReplayRow> rows, LookupQuery query, IOrganizationFacts facts, Moment moment,
        CancellationToken cancel = default)
    {
        var gathered = new Gathered(owner.Organization, facts, moment, table.Replays) { Rows = rows };
        gathered.Add(owner, table);
        return LookupRun.Of(gathered, query, cancel);
    }
}
