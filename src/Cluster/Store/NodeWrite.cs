using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>One write of one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Read">The version from which it was worked out.</param>
/// <param name="Entry">What changed: at most <see cref="MaxEntryBytes"/>.</param>
/// <param name="ExpiresAt">When nobody needs the entry any more.</param>
public sealed record NodeWrite(NodeId Node, NodeVersion Read, byte[] Entry, Timestamp ExpiresAt)
{
    /// <summary>The largest entry.</summary>
    public const int MaxEntryBytes = 256 << 20;

    /// <summary>The events that the node knows of from now on, so that it is found by them.</summary>
    public IReadOnlyList<EventId> Events { get; init; } = [];

    /// <summary>Of a replay: its row from now on.</summary>
    public ReplayRow? Replay { get; init; }

    /// <summary>
    /// The entry stands for all entries of a greater version than this, which the store drops in the same transaction; null: for none.
    /// </summary>
    public long? ReplacesAfter { get; init; }

    /// <summary>True if it is never forgotten, whatever expires around it.</summary>
    public bool IsKept { get; init; }
}
