using ReplayGraph.Facts;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>A graph whose questions and answers all go over the wire, and must come out as they went in.</summary>
internal sealed class CrossingGraph(IGraph graph) : IGraph
{
    /// <summary>How many values crossed.</summary>
    internal int Crossed { get; private set; }

    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        Cross(await graph.IngestAsync(Cross(organization), facts, cancel));

    public async ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        Cross(await graph.LookupAsync(organization, Cross(query), cancel));

    public async ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        Cross(AnswerList<ReplayView>.Of(await graph.ReplaysAsync(organization, Cross(AnswerList<ReplayId>.Of(ids)).Items, cancel))).Items;

    public async ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        Cross(await graph.NeighboursAsync(organization, Cross(query), cancel));

    public async ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        Cross(AnswerList<CoverageRow>.Of(await graph.CoverageAsync(organization, Cross(query), cancel))).Items;

    public async ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, CancellationToken cancel = default) =>
        Cross(AnswerList<NodeKey>.Of(await graph.LinkedAsync(organization, kind, cancel))).Items;

    private T Cross<T>(T value)
    {
        T crossed = WireSerializer.Cross(value);
        Assert.Null(Structure.Difference(value, crossed, typeof(T).Name));
        Assert.Equal(WireSerializer.Write(value), WireSerializer.Write(crossed));
        Crossed++;
        return crossed;
    }
}
