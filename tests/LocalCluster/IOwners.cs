using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.LocalCluster;

/// <summary>How issues and transactions, which own links, are asked what they alone can answer.</summary>
public interface IOwners
{
    /// <summary>Asks an issue or a transaction.</summary>
    ValueTask<TaggedPage> LookupAsync(NodeId owner, LookupQuery query, long known, CancellationToken cancel = default);
}
