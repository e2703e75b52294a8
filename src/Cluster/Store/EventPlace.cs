using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>A node that holds an observation or listings of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">The trace or untraced event that joined it; or its event node, if a replay lists it.</param>
public readonly record struct EventPlace(EventId Event, NodeId At)
{
    /// <summary>Whether it means that the event is listed, not where it was joined.</summary>
    public bool IsListing => At.Type == NodeType.Event;
}
