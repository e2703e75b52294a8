using ReplayGraph.Facts;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>A graph whose queries and answers are serialized and deserialized, and must not change.</summary>
internal sealed class SerializingGraph(IGraph graph) : IGraph
{
    /// <summary>The number of values that were serialized.</summary>
    internal int Serialized { get; private set; }

    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        RoundTrip(await graph.IngestAsync(RoundTrip(organization), facts, cancel));

    public async ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        RoundTrip(await graph.LookupAsync(organization, RoundTrip(query), cancel));

    public async ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<ReplayView>.Of(await graph.ReplaysAsync(organization, RoundTrip(AnswerList<ReplayId>.Of(ids)).Items, cancel))).Items;

    public async ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<ReplayView>.Of(await graph.LatestReplaysAsync(organization, RoundTrip(query), cancel))).Items;

    public async ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<NodeKey>.Of(await graph.KeysAsync(organization, kind, prefix, limit, cancel))).Items;

    public async ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        RoundTrip(await graph.NeighboursAsync(organization, RoundTrip(query), cancel));

    public async ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<CoverageRow>.Of(await graph.CoverageAsync(organization, RoundTrip(query), cancel))).Items;

    public async ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<EventView>.Of(await graph.CoverageEventsAsync(organization, RoundTrip(query), outcome, limit, cancel))).Items;

    public async ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<NodeKey>.Of(await graph.LinkedAsync(organization, kind, after is { } key ? RoundTrip(key) : null, limit, cancel))).Items;

    public async ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        RoundTrip(AnswerList<string?>.Of(
            await graph.TitlesAsync(organization, RoundTrip(AnswerList<IssueId>.Of(issues)).Items, RoundTrip(visible), cancel))).Items;

    private HashSet<ProjectId>? RoundTrip(IReadOnlySet<ProjectId>? visible) =>
        visible is null ? null : [.. RoundTrip(AnswerList<ProjectId>.Of([.. visible])).Items];

    private T RoundTrip<T>(T value)
    {
        T copy = WireSerializer.RoundTrip(value);
        Assert.Null(Structure.Difference(value, copy, typeof(T).Name));
        Assert.Equal(WireSerializer.Write(value), WireSerializer.Write(copy));
        Serialized++;
        return copy;
    }
}
