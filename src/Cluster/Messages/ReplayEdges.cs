using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Messages;

/// <summary>A replay with its edges.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Traces">The traces that its segments list.</param>
/// <param name="Errors">The events that it lists.</param>
/// <param name="NamedBy">The traces and untraced events with an observation that names it.</param>
public sealed record ReplayEdges(
    ReplayRow Row, IReadOnlyList<TraceId> Traces, IReadOnlyList<EventId> Errors, IReadOnlyList<NodeId> NamedBy);
