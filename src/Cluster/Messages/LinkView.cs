namespace ReplayGraph.Cluster.Messages;

/// <summary>
/// The links of an issue or a transaction, each observation with each replay once, without withdrawn ones, and its mentions.
/// </summary>
/// <param name="Entries">As <see cref="LinkEntries"/> encodes them.</param>
public sealed record LinkView(ReadOnlyMemory<byte> Entries);
