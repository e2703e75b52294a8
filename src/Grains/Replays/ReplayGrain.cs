using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Replays;

[PreferLocalPlacement]
[GrainType("replay")]
internal sealed class ReplayGrain(IGrainContext grain, NodeContext context) : Grain(grain), IReplayGrain
{
    private ReplayNode _node = null!;
    private NodeId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = NodeId.Parse(NodeType.Replay, this.GetPrimaryKeyString());
        _node = new(_id, context);
        GrainMeters.Activated(NodeType.Replay);
        return Task.CompletedTask;
    }

    public ValueTask<ReplayReply> RecordAsync(ReplayCommand command, CancellationToken cancel = default) => _node.RecordAsync(command, cancel);

    public ValueTask AcknowledgeAsync(long version)
    {
        _node.Acknowledge(version);
        return default;
    }

    public ValueTask<ReplayEdges> EdgesAsync(CancellationToken cancel = default) => _node.EdgesAsync(cancel);

    public async Task<NodeDescription> GetState() => ReplayDescription.Of(_id, await _node.EdgesAsync(), context.Time);
}
