using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Lookups;

/// <summary>Answers queries that span nodes, on whichever silo the caller is connected to.</summary>
[Alias("replaygraph.answer")]
public interface IAnswerGrain : IGrainWithIntegerKey
{
    /// <inheritdoc cref="IGraph.LookupAsync"/>
    [Alias("Lookup")]
    [ResponseTimeout("00:00:30")]
    ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Answers a lookup of one issue or transaction name that may be unknown: its own grain is called only if it has a log.
    /// </summary>
    [Alias("LookupOwner")]
    [ResponseTimeout("00:00:30")]
    ValueTask<TaggedPage> LookupOwnerAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default);

    /// <summary>Answers a lookup from the store alone: the silo of its node did not answer in time.</summary>
    [Alias("LookupStored")]
    [ResponseTimeout("00:00:30")]
    ValueTask<LinkPage> LookupStoredAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.ReplaysAsync"/>
    [Alias("Replays")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<ReplayView>> ReplaysAsync(
        OrganizationId organization, AnswerList<ReplayId> ids, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.LatestReplaysAsync"/>
    [Alias("LatestReplays")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.NeighboursAsync"/>
    [Alias("Neighbours")]
    [ResponseTimeout("00:00:30")]
    ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.CoverageAsync"/>
    [Alias("Coverage")]
    [ResponseTimeout("00:02:00")]
    ValueTask<AnswerList<CoverageRow>> CoverageAsync(OrganizationId organization, CoverageQuery query, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.CoverageEventsAsync"/>
    [Alias("CoverageEvents")]
    [ResponseTimeout("00:02:00")]
    ValueTask<AnswerList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default);

    /// <summary>All keys of <see cref="IGraph.LinkedAsync"/>, for front-ends of an earlier version.</summary>
    [Alias("Linked")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<NodeKey>> LinkedAsync(OrganizationId organization, NodeKind kind, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.LinkedAsync"/>
    [Alias("LinkedAfter")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<NodeKey>> LinkedAfterAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after, int limit, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.KeysAsync"/>
    [Alias("Keys")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default);

    /// <inheritdoc cref="IGraph.TitlesAsync"/>
    [Alias("Titles")]
    [ResponseTimeout("00:00:30")]
    ValueTask<AnswerList<string?>> TitlesAsync(
        OrganizationId organization, AnswerList<IssueId> issues, AnswerList<ProjectId>? visible, CancellationToken cancel = default);
}

/// <summary>An immutable list, which Orleans passes within a silo without copying.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.answer-list`1")]
public sealed record AnswerList<T>
{
    /// <summary>The items.</summary>
    [Id(0)]
    public T[] Items { get; init; } = [];

    internal static AnswerList<T> Of(IReadOnlyList<T> items) => new() { Items = items as T[] ?? [.. items] };
}
