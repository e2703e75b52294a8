using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Events;

[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
[GrainType("event")]
internal sealed class EventGrain(IGrainContext grain, NodeContext context) : Grain(grain), IEventGrain
{
    private EventNode _node = null!;
    private NodeId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = NodeId.Parse(NodeType.Event, this.GetPrimaryKeyString());
        _node = new(_id, context);
        GrainMeters.Activated(NodeType.Event);
        return Task.CompletedTask;
    }

    public ValueTask<EventReply> ListAsync(EventCommand command, CancellationToken cancel = default) => _node.ListAsync(command, cancel);

    public ValueTask<EventReply> ViewAsync(CancellationToken cancel = default) => _node.ViewAsync(cancel);

    public async Task<NodeDescription> GetState() => EventDescription.Of(_id, await _node.ViewAsync());
}
