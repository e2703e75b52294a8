using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster;

/// <summary>
/// How nodes are reached: through grains, or directly. Each call reaches one node, or one shard of traces, waits for its turn there, and
/// returns when what it sent is durable. All of them may be repeated without harm. They fail with a transient <see cref="GraphException"/>.
/// </summary>
public interface INodes
{
    /// <summary>Steps traces, and events that are joined alone, of one shard, each once; replies in the same order.</summary>
    ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default);

    /// <summary>What traces, and events that are joined alone, of one shard hold, in the same order.</summary>
    ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default);

    /// <summary>Records facts and names at a replay.</summary>
    ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default);

    /// <summary>
    /// Acknowledges the notifications of a replay's write of a version, so that the replay need not repeat them. Returns at once, and may
    /// be lost.
    /// </summary>
    void Acknowledge(NodeId replay, long version);

    /// <summary>What a replay holds beside its row.</summary>
    ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default);

    /// <summary>Adds listings to an event.</summary>
    ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default);

    /// <summary>Who lists an event, and where it was joined.</summary>
    ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default);

    /// <summary>Adds links, withdrawals and mentions to an issue or a transaction.</summary>
    ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default);

    /// <summary>The links of an issue or a transaction.</summary>
    ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default);

    /// <summary>Adds rare facts to an organization.</summary>
    ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default);

    /// <summary>Announces a change to every silo, and returns when each has applied it.</summary>
    ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default);
}
