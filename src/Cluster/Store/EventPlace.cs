using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>A node that knows of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">Its trace or, without one, itself alone: it was joined there. Its own node: somebody lists it.</param>
public readonly record struct EventPlace(EventId Event, NodeId At)
{
    /// <summary>Whether it says that the event is listed, not where it was joined.</summary>
    public bool IsListing => At.Type == NodeType.Event;
}
