using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Descriptions;

internal static class EventDescription
{
    internal static NodeDescription Of(NodeId id, EventReply view)
    {
        List<EdgeDescription> described =
        [
            .. view.Listed.Select(one => EdgeDescription.Of(
                NodeId.Of(id.Organization, one.Replay),
                one.Project.IsNone ? "lists the event" : $"lists the event, according to project {one.Project}")),
            .. view.Places.Select(at => EdgeDescription.Of(at, "an observation of the event is there")),
        ];
        return NodeDescription.Of(id, described);
    }
}
