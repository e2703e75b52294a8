using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.LocalCluster;

/// <summary>Asks issues and transactions, which own links, for the lookups that they can answer alone.</summary>
public interface IOwners
{
    /// <summary>Asks an issue or a transaction.</summary>
    ValueTask<TaggedPage> LookupAsync(NodeId owner, LookupQuery query, long known, CancellationToken cancel = default);
}
