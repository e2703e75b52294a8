using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.LocalCluster;

/// <summary>Where a store fails.</summary>
public enum Fault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Before anything is done.</summary>
    Before,

    /// <summary>After it is done: the caller does not hear of it.</summary>
    After,
}

/// <summary>A store that fails where it is told to, and otherwise does what another does.</summary>
/// <param name="inner">What does the work.</param>
public sealed class FaultyStore(INodeStore inner) : INodeStore
{
    /// <summary>Where a read fails.</summary>
    public Func<Fault> Reading { get; set; } = () => Fault.None;

    /// <summary>Where a write fails.</summary>
    public Func<NodeWrite, Fault> Writing { get; set; } = _ => Fault.None;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.LoadAsync(nodes, after, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.VersionsAsync(nodes, cancel));

    /// <inheritdoc/>
    /// <remarks>Writes that come together go their own ways: those before the one that fails are done.</remarks>
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
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.ReplaysAsync(organization, ids, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        FailAsync(Reading(), () => inner.NodesAsync(organization, type, after, limit, cancel));

    /// <inheritdoc/>
    public ValueTask SweepAsync(Timestamp now, CancellationToken cancel = default) => inner.SweepAsync(now, cancel);

    private static async ValueTask<T> FailAsync<T>(Fault fault, Func<ValueTask<T>> work)
    {
        if (fault == Fault.Before)
        {
            throw new GraphException("the store failed before the work was done", isTransient: true);
        }

        T done = await work();
        return fault == Fault.After ? throw new GraphException("the store failed after the work was done", isTransient: true) : done;
    }
}
