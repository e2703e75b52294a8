using System.Collections.Concurrent;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Coverages;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Ingest;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.LocalCluster;

/// <summary>A graph over nodes in one process, on any store: the cluster host without Orleans.</summary>
public sealed class LocalGraph : IGraph
{
    private readonly IngestRun _ingest;
    private readonly Answers _answers;
    private readonly IOwners _owners;
    private readonly Hedge _hedge;
    private readonly bool _keepsCoverage;
    private readonly ConcurrentDictionary<OrganizationId, CoverageReplica> _coverages = [];

    /// <summary>A graph on a store, with 90 days of default retention.</summary>
    public LocalGraph(INodeStore store, TimeProvider time, ILease? lease = null)
        : this(new LocalNodes(new NodeContext(store, new SiloCache(store, time, lease), time, TimeSpan.FromDays(90))))
    {
    }

    /// <summary>A graph over nodes, some of which may be in other processes.</summary>
    /// <param name="local">The nodes of this process.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="owners">The issues and transaction names.</param>
    /// <param name="keepsCoverage">Whether it keeps coverage, or scans the store for each query.</param>
    public LocalGraph(LocalNodes local, INodes nodes, IOwners owners, bool keepsCoverage = true)
    {
        _keepsCoverage = keepsCoverage;
        (Nodes, _owners) = (local, owners);
        _ingest = new(local.Context, nodes);
        _hedge = new(new CallOptions(), local.Context.Time);
        _answers = new(local.Context, nodes, _hedge);
    }

    private LocalGraph(LocalNodes nodes)
        : this(nodes, nodes, nodes)
    {
    }

    /// <summary>The store.</summary>
    public INodeStore Store => Nodes.Context.Store;

    /// <summary>The nodes of this process.</summary>
    public LocalNodes Nodes { get; }

    /// <inheritdoc/>
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        _ingest.IngestAsync(organization, facts.Bytes, cancel);

    /// <inheritdoc/>
    public async ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        query.Keys is [{ Kind: NodeKind.Issue or NodeKind.Transaction } key]
            ? await _hedge.AskAsync(
                async () => (await _owners.LookupAsync(Owner(organization, key), query, 0, cancel)).Page!,
                () => _answers.LookupStoredAsync(organization, query, cancel))
            : await _answers.LookupAsync(organization, query, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        _answers.ReplaysAsync(organization, ids, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        _answers.LatestReplaysAsync(organization, query, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        _answers.KeysAsync(organization, kind, prefix, limit, cancel);

    /// <inheritdoc/>
    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        _answers.NeighboursAsync(organization, query, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default)
    {
        return _keepsCoverage && CoverageTotals.CanAnswer(query) && await Kept(organization).RowsAsync(query, cancel) is { } rows
            ? rows
            : await _answers.CoverageAsync(organization, query, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        _keepsCoverage && CoverageTotals.CanAnswer(query) && await Kept(organization).EventsAsync(query, outcome, limit, cancel) is { } events
            ? events
            : await _answers.CoverageEventsAsync(organization, query, outcome, limit, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        _answers.LinkedAsync(organization, kind, after, limit, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        _answers.TitlesAsync(organization, issues, visible, cancel);

    private CoverageReplica Kept(OrganizationId organization) => _coverages.GetOrAdd(organization, id => new(id, Nodes.Context));

    private static NodeId Owner(OrganizationId organization, NodeKey key) => key.Kind == NodeKind.Issue
        ? NodeId.Of(organization, key.Issue)
        : NodeId.OfTransaction(organization, key.Transaction);
}
