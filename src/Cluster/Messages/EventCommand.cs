namespace ReplayGraph.Cluster.Messages;

/// <summary>What is told to an event: who lists it.</summary>
/// <param name="Listed">Listings of this event.</param>
public sealed record EventCommand(IReadOnlyList<Listed> Listed);

/// <summary>What an event answers, once what it was told is durable.</summary>
/// <param name="Listed">All that is known of who lists it.</param>
/// <param name="Places">Where the event was joined.</param>
public sealed record EventReply(IReadOnlyList<Listed> Listed, IReadOnlyList<Ids.NodeId> Places);
