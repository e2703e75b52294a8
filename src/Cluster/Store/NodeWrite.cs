using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>A write to a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Read">The version that it is based on.</param>
/// <param name="Entry">The changes: at most <see cref="MaxEntryBytes"/>.</param>
/// <param name="ExpiresAt">When the entry is no longer needed.</param>
public sealed record NodeWrite(NodeId Node, NodeVersion Read, byte[] Entry, Timestamp ExpiresAt)
{
    /// <summary>The maximum size of an entry, in bytes.</summary>
    public const int MaxEntryBytes = 256 << 20;

    /// <summary>The events that the node now holds, to be indexed by their ids.</summary>
    public IReadOnlyList<EventId> Events { get; init; } = [];

    /// <summary>The new row of a replay.</summary>
    public ReplayRow? Replay { get; init; }

    /// <summary>
    /// The entry replaces all entries with a greater version than this, which the store drops in the same transaction; null: none.
    /// </summary>
    public long? ReplacesAfter { get; init; }

    /// <summary>Whether the entry never expires.</summary>
    public bool IsKept { get; init; }
}
