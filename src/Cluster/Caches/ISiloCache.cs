using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What a silo caches of data that many nodes read. It is never older than an answer, because every silo applies a change before its caller
/// is answered.
/// </summary>
public interface ISiloCache
{
    /// <summary>An organization's rare facts. The returned object changes later.</summary>
    ValueTask<IOrganizationFacts> OrganizationAsync(OrganizationId organization, CancellationToken cancel = default);

    /// <summary>The rows of replays, one for each id, in order; <see cref="ReplayRow.Unknown"/> for one that has none.</summary>
    ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);
}
