using System.Text;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Cluster.Tests.Caches;

/// <summary>A store in which every replay has a row of usual size, created on each read, so that only a cache holds it.</summary>
internal sealed class GeneratedReplays : INodeStore
{
    private readonly MemoryStore _logs = new();

    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) => new([.. ids.Select(RowOf)]);

    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        _logs.LoadAsync(nodes, after, cancel);

    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        _logs.VersionsAsync(nodes, cancel);

    public ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        _logs.HaveLogsAsync(nodes, cancel);

    public ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default) =>
        _logs.AppendAsync(writes, cancel);

    public ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public ValueTask RecordTitlesAsync(
        OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default) => throw new NotSupportedException();

    private static Name NameOf(string text) => new(Encoding.UTF8.GetBytes(text), 0);

    private static ReplayRow RowOf(ReplayId id) => ReplayRow.Of(id, 1, new ReplaySummary
    {
        Fate = Fate.Live,
        ExpiresAt = Sample.Expiry,
        ProjectId = new(1),
        StartedAt = Sample.Now,
        FinishedAt = Sample.Now,
        SegmentZeroAt = Sample.Now,
        Segments = 3,
        Environment = NameOf("production"),
        Release = NameOf("frontend@26.11.1"),
        Platform = NameOf("javascript"),
        User = new("17", "Ada", "ada@example.com", "203.0.113.7"),
        Urls = [NameOf($"https://shop.example.com/orders/{id.Value % 100_000}")],
    });
}
