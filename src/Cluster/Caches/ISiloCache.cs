using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What a silo remembers of what many nodes ask: never older than any answer that was given, since every silo hears of a change
/// before its caller is answered.
/// </summary>
public interface ISiloCache
{
    /// <summary>An organization's rare facts. They change while they are held.</summary>
    ValueTask<IOrganizationFacts> OrganizationAsync(OrganizationId organization, CancellationToken cancel = default);

    /// <summary>The rows of replays, one for each id, in their order; <see cref="ReplayRow.Unknown"/> for one that has none.</summary>
    ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);
}
