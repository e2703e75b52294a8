using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph;

/// <summary>
/// A graph, which each host implements and everything above the nodes uses. Safe for concurrent use. Organizations are isolated: a call
/// reads and changes only the one it names. An organization without any facts is empty.
/// </summary>
public interface IGraph
{
    /// <summary>
    /// Ingests facts: makes them durable, applies them, then returns. Calls that start after that see all of them. Facts commute and are
    /// idempotent, so a caller that got no answer can send them again. A host that is still opening its data may return once they are
    /// durable: until it has applied them, every other call fails with a transient <see cref="GraphException"/>.
    /// </summary>
    /// <param name="organization">The organization of the facts.</param>
    /// <param name="facts">The facts. The graph reads the batch until it returns, and keeps no reference to it.</param>
    /// <param name="cancel">Cancels the wait; the facts may still be ingested.</param>
    /// <exception cref="GraphException">The facts were not made durable; if the exception is transient, a retry may succeed.</exception>
    ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default);

    /// <summary>Resolves keys to replays. The page says which keys are unknown.</summary>
    ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default);

    /// <summary>Returns the known replays among the ids, in that order; pending ones included.</summary>
    ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default);

    /// <summary>The replays that started last and can be watched, latest first, then by id.</summary>
    ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default);

    /// <summary>Returns the neighbours of a node. An unknown node has none.</summary>
    ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default);

    /// <summary>Counts which events have replays, by project, day, kind and side, in this order. <see cref="CoverageRow"/> states the rule.</summary>
    ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default);

    /// <summary>
    /// The latest of the events that <see cref="CoverageAsync"/> counts under an outcome, latest first, then by id: each once for each row that
    /// counts it so, as the latest of its observations there with that outcome. Shown without a replay.
    /// </summary>
    /// <param name="organization">The organization.</param>
    /// <param name="query">The query of the counts.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="limit">The most events, 1 to <see cref="LookupQuery.MaxLimit"/>.</param>
    /// <param name="cancel">Cancels the call.</param>
    ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default);

    /// <summary>
    /// All issues or transactions with a linked event, whatever the fate of the replay, by id or name. A search that names no key walks them.
    /// </summary>
    /// <param name="organization">The organization.</param>
    /// <param name="kind"><see cref="NodeKind.Issue"/> or <see cref="NodeKind.Transaction"/>.</param>
    /// <param name="after">Only those after this one, in their order; null: from the first.</param>
    /// <param name="limit">The most keys.</param>
    /// <param name="cancel">Cancels the call.</param>
    ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default);

    /// <summary>
    /// Candidates for a key that a person types: issues by id, or transaction names by their bytes, that begin with a text. Cheap, so
    /// some may have expired, be invisible to a caller, or be the text itself: <see cref="LookupAsync"/> says which are known.
    /// </summary>
    /// <param name="organization">The organization.</param>
    /// <param name="kind"><see cref="NodeKind.Issue"/> or <see cref="NodeKind.Transaction"/>.</param>
    /// <param name="prefix">What the names begin with; empty for issues.</param>
    /// <param name="limit">The most keys, 1 to <see cref="LookupQuery.MaxLimit"/>.</param>
    /// <param name="cancel">Cancels the call.</param>
    ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default);

    /// <summary>
    /// The titles of issues, in that order; null for an issue without one. Of the errors of an issue as ingested, the title of the latest
    /// day counts, and of several on that day the greatest.
    /// </summary>
    /// <param name="organization">The organization.</param>
    /// <param name="issues">At most <see cref="LookupQuery.MaxKeys"/> issues.</param>
    /// <param name="visible">Titles of errors of these projects; null: of any.</param>
    /// <param name="cancel">Cancels the call.</param>
    ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default);
}

/// <summary>The result of ingesting a batch. Every fact is counted once.</summary>
/// <param name="Accepted">Number of new facts.</param>
/// <param name="Duplicates">Number of facts that were known already.</param>
/// <param name="Expired">Number of facts older than their retention, which were acknowledged and dropped.</param>
/// <param name="Journalled">
/// Number of facts that are durable but not applied yet, because the host is opening: which of them are new is not known.
/// </param>
public readonly record struct IngestResult(int Accepted, int Duplicates, int Expired, int Journalled = 0)
{
    /// <summary>The sum.</summary>
    public static IngestResult operator +(IngestResult a, IngestResult b) =>
        new(a.Accepted + b.Accepted, a.Duplicates + b.Duplicates, a.Expired + b.Expired, a.Journalled + b.Journalled);
}

/// <summary>The graph failed for a reason of its own, such as a full disk, a failed write, or a shutdown.</summary>
public sealed class GraphException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether a retry may succeed.</summary>
    public bool IsTransient { get; } = isTransient;
}
