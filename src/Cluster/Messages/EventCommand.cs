namespace ReplayGraph.Cluster.Messages;

/// <summary>A command to an event: who lists it.</summary>
/// <param name="Listed">Listings of this event.</param>
public sealed record EventCommand(IReadOnlyList<Listed> Listed);

/// <summary>The reply of an event, once the command is durable.</summary>
/// <param name="Listed">All that is known of who lists it.</param>
/// <param name="Places">Where the event was joined.</param>
public sealed record EventReply(IReadOnlyList<Listed> Listed, IReadOnlyList<Ids.NodeId> Places);
