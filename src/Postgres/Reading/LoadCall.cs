using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Postgres.Reading;

/// <summary>A caller that waits for the entries of nodes after a version.</summary>
internal sealed class LoadCall(IReadOnlyList<NodeId> nodes, long after) : Call<IReadOnlyList<NodeLog>>
{
    internal IReadOnlyList<NodeId> Nodes => nodes;

    internal long After => after;

    /// <inheritdoc/>
    public override OrganizationId Organization => nodes[0].Organization;

    /// <inheritdoc/>
    public override long Size => nodes.Count;
}
