using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Queries;

namespace ReplayGraph.LocalCluster;

/// <summary>When a store fails.</summary>
public enum Fault
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Before the operation.</summary>
    Before,

    /// <summary>After the operation, whose result is lost.</summary>
    After,
}

/// <summary>A store that injects failures in front of another store.</summary>
/// <param name="inner">The other store.</param>
public sealed class FaultyStore(INodeStore inner) : INodeStore
{
    /// <summary>Decides when a read fails.</summary>
    public Func<Fault> Reading { get; set; } = () => Fault.None;

    /// <summary>Called before logs are read, with the version after which they are.</summary>
    public Action<long> Loads { get; set; } = _ => { };

    /// <summary>What reads of logs wait for.</summary>
    public Task Loading { get; set; } = Task.CompletedTask;

    /// <summary>Called when rows of replays were read, before the caller gets them.</summary>
    public Action HasRead { get; set; } = () => { };

    /// <summary>Decides when a write fails.</summary>
    public Func<NodeWrite, Fault> Writing { get; set; } = _ => Fault.None;

    /// <summary>Decides when a write of titles fails.</summary>
    public Func<Fault> WritingTitles { get; set; } = () => Fault.None;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        FailAsync(Reading(), async () =>
        {
            Loads(after);
            await Loading;
            return await inner.LoadAsync(nodes, after, cancel);
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.VersionsAsync(nodes, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.HaveLogsAsync(nodes, cancel));

    /// <inheritdoc/>
    /// <remarks>Writes of one call are independent: those before the failing one are done.</remarks>
    public async ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default)
    {
        var versions = new NodeVersion?[writes.Count];
        for (int i = 0; i < versions.Length; i++)
        {
            NodeWrite write = writes[i];
            versions[i] = await FailAsync(Writing(write), () => inner.AppendAsync(write, cancel));
        }

        return versions;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.PlacesAsync(organization, events, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.ScatteredAsync(organization, events, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        FailAsync(Reading(), async () =>
        {
            IReadOnlyList<ReplayRow> rows = await inner.ReplaysAsync(organization, ids, cancel);
            HasRead();
            return rows;
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.LatestReplaysAsync(organization, query, now, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.NodesAsync(organization, type, after, limit, cancel));

    /// <inheritdoc/>
    public ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.ChangesAsync(organization, types, since, limit, cancel));

    /// <inheritdoc/>
    public async ValueTask RecordTitlesAsync(
        OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default) =>
        await FailAsync(WritingTitles(), async () =>
        {
            await inner.RecordTitlesAsync(organization, titles, cancel);
            return true;
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.TitlesAsync(organization, issues, cancel));

    /// <inheritdoc/>
    public ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default) => inner.SweepAsync(now, cancel);

    private static async ValueTask<T> FailAsync<T>(Fault fault, Func<ValueTask<T>> work)
    {
        if (fault == Fault.Before)
        {
            throw new GraphException("The store failed before the operation.", isTransient: true);
        }

        T done = await work();
        return fault == Fault.After ? throw new GraphException("The store failed after the operation.", isTransient: true) : done;
    }
}
