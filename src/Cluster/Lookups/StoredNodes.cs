using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>
/// Reads nodes from the store: those without a log, and for lookups that the silos which hold them do not answer. What was acknowledged is in
/// their logs, so the answers are the same; but a log is read and folded for each.
/// </summary>
/// <param name="context">The context of nodes.</param>
public sealed class StoredNodes(NodeContext context) : INodeReader
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        await new TraceShard(context).ViewAsync(traces, cancel);

    /// <inheritdoc/>
    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) =>
        new ReplayNode(replay, context).EdgesAsync(cancel);

    /// <inheritdoc/>
    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => new EventNode(node, context).ViewAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        NodeLog log = (await context.Store.LoadAsync([owner], 0, cancel))[0];
        return FoldedLinks.Of(log).View();
    }
}
