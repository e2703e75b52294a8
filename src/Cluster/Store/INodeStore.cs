using ReplayGraph.Cluster.Ids;
using ReplayGraph.Issues;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Store;

/// <summary>
/// The storage of nodes. Each node has a log of its changes: one entry for each write, in order of version. Safe for concurrent use;
/// concurrent calls are batched, so that many nodes cost few round trips.
/// </summary>
public interface INodeStore
{
    /// <summary>Reads logs: all entries with a version greater than <paramref name="after"/>, in the order of the nodes.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default);

    /// <summary>The versions of nodes, in the same order, without their logs.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default);

    /// <summary>Whether nodes have a log, in the same order.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default);

    /// <summary>
    /// Appends to the logs of nodes. Durable when it returns. Each write is atomic, and independent of the others. The arrays of the writes
    /// are read until this returns. Versions never repeat: a write that read a version before entries were replaced (<see
    /// cref="NodeWrite.ReplacesAfter"/>) conflicts.
    /// </summary>
    /// <returns>
    /// For each write, in order, the new version of the node; null on a conflict, if the node no longer has the version that was read: then
    /// nothing was written.
    /// </returns>
    /// <exception cref="GraphException">The outcome of every write is unknown; transient. Load the nodes again.</exception>
    ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default);

    /// <summary>
    /// The places of events: for each, the traces and untraced events that hold an observation of it and, if a replay lists it, its event
    /// node.
    /// </summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default);

    /// <summary>Those of the events that have more than one place, in any order. The result may include others of them.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default);

    /// <summary>The rows of those replays that have one, in any order. If many are requested, the result may include others.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);

    /// <summary>
    /// The rows of the replays that started last and can be watched (<see cref="LatestReplays.IsWatchable"/>), latest first, then by id.
    /// </summary>
    ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default);

    /// <summary>
    /// The nodes of a type that have a log, in order of the bytes of their keys, starting after <paramref name="after"/>.
    /// </summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default);

    /// <summary>The nodes of some types that were written to since a mark, in any order.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="types">The types.</param>
    /// <param name="since">The mark of an earlier call; null: the caller has seen nothing.</param>
    /// <param name="limit">The most nodes. If there are more, everything may have changed.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default);

    /// <summary>
    /// Keeps titles of issues: of those with the same issue, project and retention the greatest (<see cref="IssueTitle.IsGreaterThan"/>).
    /// Durable when it returns. May be repeated.
    /// </summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    ValueTask RecordTitlesAsync(OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default);

    /// <summary>The titles of issues, in any order.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default);

    /// <summary>
    /// Drops expired periods, and begins a new one when the latest is long enough; then deletes expired replay rows and titles, a
    /// bounded number of them. Call it periodically, each time until it returns 0, from any number of silos.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Cancels the sweep.</param>
    /// <returns>The number of rows deleted.</returns>
    ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default);
}
