using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>A store that records when it was swept, and deletes as many rows as a test says.</summary>
internal sealed class SweptStore(INodeStore inner) : INodeStore
{
    /// <summary>The time of the last sweep.</summary>
    internal Timestamp Swept { get; private set; }

    /// <summary>What the next sweeps do.</summary>
    internal Queue<Func<int>> Next { get; } = [];

    /// <summary>What sweeps wait for.</summary>
    internal Task Sweeping { get; set; } = Task.CompletedTask;

    public async ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default)
    {
        Swept = now;
        cancel.ThrowIfCancellationRequested();
        await Sweeping;
        return Next.TryDequeue(out Func<int>? sweep) ? sweep() : await inner.SweepAsync(now, cancel);
    }

    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        inner.LoadAsync(nodes, after, cancel);

    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        inner.VersionsAsync(nodes, cancel);

    public ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        inner.HaveLogsAsync(nodes, cancel);

    public ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default) =>
        inner.AppendAsync(writes, cancel);

    public ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        inner.PlacesAsync(organization, events, cancel);

    public ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        inner.ScatteredAsync(organization, events, cancel);

    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        inner.ReplaysAsync(organization, ids, cancel);

    public ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default) =>
        inner.LatestReplaysAsync(organization, query, now, cancel);

    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        inner.NodesAsync(organization, type, after, limit, cancel);

    public ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default) =>
        inner.ChangesAsync(organization, types, since, limit, cancel);

    public ValueTask RecordTitlesAsync(OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default) =>
        inner.RecordTitlesAsync(organization, titles, cancel);

    public ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default) =>
        inner.TitlesAsync(organization, issues, cancel);
}
