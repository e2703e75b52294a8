using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Clients;

/// <summary>A graph that a client queries over the network.</summary>
/// <param name="network">The network.</param>
/// <param name="client">The calling process.</param>
/// <param name="server">The answering process.</param>
/// <param name="graph">The graph of the server.</param>
/// <param name="isBelieved">Whether the server is still authoritative.</param>
internal sealed class RemoteGraph(Network network, Process client, Process server, IGraph graph, Func<bool> isBelieved) : IGraph
{
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        AskAsync(() => graph.LookupAsync(organization, query));

    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        AskAsync(() => graph.ReplaysAsync(organization, ids));

    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        AskAsync(() => graph.LatestReplaysAsync(organization, query));

    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        AskAsync(() => graph.KeysAsync(organization, kind, prefix, limit));

    public ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        AskAsync(() => graph.NeighboursAsync(organization, query));

    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        AskAsync(() => graph.CoverageAsync(organization, query));

    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        AskAsync(() => graph.CoverageEventsAsync(organization, query, outcome, limit));

    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        AskAsync(() => graph.LinkedAsync(organization, kind, after, limit));

    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        AskAsync(() => graph.TitlesAsync(organization, issues, visible));

    /// <inheritdoc/>
    public override string ToString() => server.Name;

    private async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> question)
    {
        T answer = await network.CallAsync(client, server, "ask", question);
        return isBelieved() ? answer : throw new GraphException($"{server.Name} is not authoritative any more.", isTransient: true);
    }
}
