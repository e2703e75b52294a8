
namespace ReplayGraph.Cluster.Messages;

/// <summary>A command to an issue or a transaction.</summary>
/// <param name="Entries">Links and withdrawals, as <see cref="LinkEntries"/> encodes them.</param>
public sealed record LinkCommand(ReadOnlyMemory<byte> Entries)
{
    /// <summary>A summary of the entries from the sender; null if they came from another silo. Not sent.</summary>
    internal LinkOutline? Outline { get; init; }
}
