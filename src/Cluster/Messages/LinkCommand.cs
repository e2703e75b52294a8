namespace ReplayGraph.Cluster.Messages;

/// <summary>What is told to an issue or a transaction.</summary>
/// <param name="Entries">Links and withdrawals, as <see cref="Links.LinkEntries"/> encodes them.</param>
public sealed record LinkCommand(ReadOnlyMemory<byte> Entries);
