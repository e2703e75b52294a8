using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Links;

/// <summary>Hosts the node of an issue or a transaction name.</summary>
internal abstract class LinkGrain(NodeType type, IGrainContext grain, NodeContext context, INodes nodes) : Grain(grain), ILinkGrain
{
    private LinkNode _node = null!;
    private NodeId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = NodeId.Parse(type, this.GetPrimaryKeyString());
        _node = new(_id, context, nodes);
        GrainMeters.Activated(type);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _node.Close();
        return Task.CompletedTask;
    }

    public ValueTask LinkAsync(LinkCommand command, CancellationToken cancel = default) => _node.LinkAsync(command, cancel);

    public ValueTask<LinkView> ViewAsync(CancellationToken cancel = default) => _node.ViewAsync(cancel);

    public ValueTask<TaggedPage> LookupAsync(LookupQuery query, CancellationToken cancel = default) =>
        _node.LookupAsync(query, 0, cancel);

    public ValueTask<bool> IsStillRightAsync(long tag) => new(_node.IsStillValid(tag));

    public async Task<NodeDescription> GetState()
    {
        TaggedPage answer = await _node.LookupAsync(LinkDescription.Query(_id), 0);
        return LinkDescription.Of(_id, answer.Page!);
    }
}

[GrainType("issue")]
internal sealed class IssueGrain(IGrainContext grain, NodeContext context, INodes nodes)
    : LinkGrain(NodeType.Issue, grain, context, nodes), IIssueGrain;

[GrainType("transaction")]
internal sealed class TransactionGrain(IGrainContext grain, NodeContext context, INodes nodes)
    : LinkGrain(NodeType.Transaction, grain, context, nodes), ITransactionGrain;
