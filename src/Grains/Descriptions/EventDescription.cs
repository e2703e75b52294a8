using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>An event for people to read.</summary>
internal static class EventDescription
{
    internal static NodeDescription Of(NodeId id, EventReply view)
    {
        List<EdgeDescription> described =
        [
            .. view.Listed.Select(one => EdgeDescription.Of(
                NodeId.Of(id.Organization, one.Replay),
                one.Project.IsNone ? "it lists the event" : $"it lists the event, says project {one.Project}")),
            .. view.Places.Select(at => EdgeDescription.Of(at, "the event was joined there")),
        ];
        return NodeDescription.Of(id, described);
    }
}
