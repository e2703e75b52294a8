using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>
/// Where nodes keep what they know. Each node has a log: what changed it, one entry for each write, in order of version. Safe for
/// concurrent use; calls that wait for each other are carried out together, so that many nodes cost few round trips.
/// </summary>
public interface INodeStore
{
    /// <summary>Reads logs: all entries with a version greater than <paramref name="after"/>, for each node in the order asked for.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default);

    /// <summary>The versions of nodes, in the order asked for, without their logs.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default);

    /// <summary>
    /// Appends to the logs of nodes. Durable when it returns. All of a write is kept, or nothing; writes do not wait for each other's
    /// fate. The writes' arrays are read until this returns. Versions never repeat: a write that read a version before entries were
    /// replaced (<see cref="NodeWrite.ReplacesAfter"/>) loses.
    /// </summary>
    /// <returns>
    /// For each write in its place the node's new version; null if the node is not of the version any more that was read: then nothing
    /// of it was written.
    /// </returns>
    /// <exception cref="GraphException">Of none it is known whether it was written; transient. Load the nodes again.</exception>
    ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default);

    /// <summary>
    /// Where events are known: for each, the traces (or alone nodes) that hold an observation of it and, if somebody lists it, its own
    /// node.
    /// </summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default);

    /// <summary>The rows of those replays that have one, in any order; if many are asked for, those of others may come along.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);

    /// <summary>The nodes of a type that have a log, in order of their key's bytes, from the one after <paramref name="after"/> on.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default);

    /// <summary>
    /// Forgets what has expired, in whole periods, and begins a new period when the latest is long enough. To be called now and then,
    /// by any number of callers.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Stops.</param>
    ValueTask SweepAsync(Timestamp now, CancellationToken cancel = default);
}
