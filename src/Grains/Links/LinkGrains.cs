using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Links;

/// <summary>Resolves the grain that holds the links of a node.</summary>
internal static class LinkGrains
{
    internal static ILinkGrain Of(IGrainFactory grains, NodeId owner) => owner.Type == NodeType.Issue
        ? grains.GetGrain<IIssueGrain>(owner.ToString())
        : grains.GetGrain<ITransactionGrain>(owner.ToString());
}
