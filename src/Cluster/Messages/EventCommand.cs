namespace ReplayGraph.Cluster.Messages;

/// <summary>A command to an event: its listings.</summary>
/// <param name="Listed">Listings of this event.</param>
public sealed record EventCommand(IReadOnlyList<Listed> Listed);

/// <summary>The reply of an event, once the command is durable.</summary>
/// <param name="Listed">All known listings of the event.</param>
/// <param name="Places">Where the event was joined.</param>
public sealed record EventReply(IReadOnlyList<Listed> Listed, IReadOnlyList<Ids.NodeId> Places);
