using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph;

/// <summary>
/// A graph: what everything above the nodes uses, and each host implements. Safe for concurrent use. Organizations are walls:
/// no call reads or changes more than the one that it names, and one that nothing was ingested into is empty.
/// </summary>
public interface IGraph
{
    /// <summary>
    /// Takes facts in: makes them durable, then applies them, then answers. A call that starts after the answer sees them all.
    /// Facts commute and repeat without effect, so a caller that got no answer simply sends them again.
    /// </summary>
    /// <param name="organization">Whose facts.</param>
    /// <param name="facts">The facts; the graph reads the batch until it answers, and keeps nothing of it.</param>
    /// <param name="cancel">Stops waiting; the facts may still be taken.</param>
    /// <exception cref="GraphException">The facts were not made durable; if transient, the same call may succeed later.</exception>
    ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default);

    /// <summary>Resolves keys to replays. Unknown keys answer nothing, and the page says so.</summary>
    ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default);

    /// <summary>The replays that are known, of the ids asked for, in that order; pending ones included.</summary>
    ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);

    /// <summary>Walks from a node to its neighbours. An unknown node has none.</summary>
    ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default);

    /// <summary>Counts which events have replays, by project, day, kind and side, in this order. <see cref="CoverageRow"/> states the rule.</summary>
    ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default);

    /// <summary>
    /// All issues or transactions with a linked event, whatever the fate of the replay, by id or name. A search that names no key walks them.
    /// </summary>
    /// <param name="organization">Whose.</param>
    /// <param name="kind"><see cref="NodeKind.Issue"/> or <see cref="NodeKind.Transaction"/>.</param>
    /// <param name="cancel">Stops.</param>
    ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(OrganizationId organization, NodeKind kind, CancellationToken cancel = default);
}

/// <summary>What became of a batch. Every fact is counted once.</summary>
/// <param name="Accepted">Facts that were new.</param>
/// <param name="Duplicates">Facts that were known already.</param>
/// <param name="Expired">Facts that are older than their retention: taken, and forgotten at once.</param>
public readonly record struct IngestResult(int Accepted, int Duplicates, int Expired);

/// <summary>The graph could not do what was asked for a reason of its own: the disk is full, a write failed, it is stopping.</summary>
public sealed class GraphException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
