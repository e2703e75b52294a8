using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>An event for people to read.</summary>
internal static class EventDescription
{
    internal static NodeDescription Of(NodeId id, EventReply view)
    {
        List<EdgeDescription> described =
        [
            .. view.Listed.Select(one => new EdgeDescription
            {
                To = $"replay/{one.Replay}",
                Evidence = one.Project.IsNone ? "it lists the event" : $"it lists the event, says project {one.Project}",
            }),
            .. view.Places.Select(at => new EdgeDescription { To = $"{at.Type} {at}", Evidence = "the event was joined there" }),
        ];
        return new()
        {
            Node = $"Event {id}",
            Total = described.Count,
            Edges = [.. described.Take(NodeDescription.MaxEdges)],
        };
    }
}
