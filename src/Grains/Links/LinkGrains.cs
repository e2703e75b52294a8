using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Links;

/// <summary>Resolves the grain that holds the links of a node.</summary>
internal static class LinkGrains
{
    internal static ILinkGrain Of(IGrainFactory grains, NodeId owner) => owner.Type == NodeType.Issue
        ? grains.Get<IIssueGrain>(owner.ToString())
        : grains.Get<ITransactionGrain>(owner.ToString());
}
