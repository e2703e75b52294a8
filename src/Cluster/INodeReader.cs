using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster;

/// <summary>
/// Reads nodes. What a read returns is at least as new as every change that was acknowledged before it. Reads fail with a transient
/// <see cref="GraphException"/>.
/// </summary>
public interface INodeReader
{
    /// <summary>Reads the contents of traces and untraced events of one shard, in the same order.</summary>
    ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default);

    /// <summary>Reads a replay with its edges.</summary>
    ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default);

    /// <summary>Reads the listings of an event, and where it was joined.</summary>
    ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default);

    /// <summary>Reads the links of an issue or a transaction.</summary>
    ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default);
}
