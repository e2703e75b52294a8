using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Redirects all calls to one organization. Questions always name the same one.</summary>
internal sealed class OneOrganization(IGraph graph, OrganizationId own) : IGraph
{
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        graph.IngestAsync(own, facts, cancel);

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        graph.LookupAsync(own, query, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        graph.ReplaysAsync(own, ids, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        graph.LatestReplaysAsync(own, query, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        graph.KeysAsync(own, kind, prefix, limit, cancel);

    public ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        graph.NeighboursAsync(own, query, cancel);

    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        graph.CoverageAsync(own, query, cancel);

    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        graph.CoverageEventsAsync(own, query, outcome, limit, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        graph.LinkedAsync(own, kind, after, limit, cancel);

    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        graph.TitlesAsync(own, issues, visible, cancel);
}
