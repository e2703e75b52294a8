using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>A graph for one test, which maps organizations to ones that no other test uses.</summary>
internal sealed class OneOrganization(IGraph graph, int test) : IGraph
{
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        graph.IngestAsync(Own(organization), facts, cancel);

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        graph.LookupAsync(Own(organization), query, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        graph.ReplaysAsync(Own(organization), ids, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        graph.LatestReplaysAsync(Own(organization), query, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        graph.KeysAsync(Own(organization), kind, prefix, limit, cancel);

    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        graph.NeighboursAsync(Own(organization), query, cancel);

    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        graph.CoverageAsync(Own(organization), query, cancel);

    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        graph.CoverageEventsAsync(Own(organization), query, outcome, limit, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        graph.LinkedAsync(Own(organization), kind, after, limit, cancel);

    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        graph.TitlesAsync(Own(organization), issues, visible, cancel);

    private OrganizationId Own(OrganizationId organization) => OrganizationId.Parse($"{organization}-{test}");
}
