using ReplayGraph.Cluster.Ids;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>Describes an issue or a transaction.</summary>
internal static class LinkDescription
{
    /// <summary>The lookup whose answer is described.</summary>
    internal static LookupQuery Query(NodeId owner) => new()
    {
        Keys = [owner.Type == NodeType.Issue ? NodeKey.Of(owner.Issue) : NodeKey.OfTransaction(owner.Transaction)],
        Filter = new() { Fates = FateSet.Any },
        Limit = NodeDescription.MaxEdges,
    };

    internal static NodeDescription Of(NodeId owner, LinkPage page) => new()
    {
        Node = NodeDescription.Name(owner),
        Summary = !page.IsKnown ? NodeDescription.Unknown : page.Total == 0 ? "known; no replay shows it" : "",
        Total = page.Total,
        Edges = [.. page.Links.Select(link => new EdgeDescription
        {
            To = NodeDescription.Name(NodeId.Of(owner.Organization, link.ReplayId)),
            Evidence = string.Join(", ", EvidenceKinds.In(link.Evidence).Select(kind => kind.Bit)),
            Fate = link.Fate.ToString(),
            Events = link.Events,
            LastSeen = link.LastSeen == default ? null : link.LastSeen.ToString(),
        })],
    };
}
