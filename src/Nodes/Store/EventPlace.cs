using ReplayGraph.Nodes.Ids;

namespace ReplayGraph.Nodes.Store;

/// <summary>A node that holds an observation of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">Its trace or, without one, itself alone.</param>
public readonly record struct EventPlace(EventId Event, NodeId At);
