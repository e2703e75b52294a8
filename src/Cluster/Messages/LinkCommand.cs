
namespace ReplayGraph.Cluster.Messages;

/// <summary>A command to an issue or a transaction.</summary>
/// <param name="Entries">Links and withdrawals, as <see cref="LinkEntries"/> encodes them.</param>
public sealed record LinkCommand(ReadOnlyMemory<byte> Entries)
{
    /// <summary>What the sender knows of the entries; null if they came from another silo. It is not sent.</summary>
    internal LinkOutline? Outline { get; init; }
}
