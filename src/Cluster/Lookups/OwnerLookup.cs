using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Answers lookups of one issue or transaction from its own links, without calls to other nodes.</summary>
public static class OwnerLookup
{
    /// <summary>Whether the links suffice.</summary>
    public static bool CanAnswer(NodeId owner, IOrganizationFacts facts) => OwnLinks.Suffice(owner.Key, facts);

    /// <summary>Answers a lookup; null if it needs traces too. The links must not change meanwhile.</summary>
    /// <param name="owner">The issue or transaction, the only key of the query.</param>
    /// <param name="links">Its links.</param>
    /// <param name="rows">The rows of <see cref="FoldedLinks.ReplayIds"/>, in the same order.</param>
    /// <param name="query">The query.</param>
    /// <param name="facts">The organization's rare facts.</param>
    /// <param name="expiry">The time of the query, and the retention.</param>
    /// <param name="evidence">The limits of what counts as evidence.</param>
    /// <param name="cancel">Cancels the lookup.</param>
    public static TimedPage? Answer(
        NodeId owner, FoldedLinks links, ReplayRow[] rows, LookupQuery query, IOrganizationFacts facts, Expiry expiry,
        EvidenceOptions evidence, CancellationToken cancel = default)
    {
        var gathered = new Gathered(owner.Organization, facts, expiry, evidence, links.Replays) { Rows = rows };
        gathered.Add(owner, links);
        TimedPage answer = Lookup<GatheredView>.Run(new(gathered), query, cancel);
        return gathered.Missing.Count == 0 ? answer : null;
    }
}
