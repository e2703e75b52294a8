using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster;

/// <summary>
/// Calls to nodes, through grains or directly. Each call reaches one node, or one shard of traces, waits for its turn there, and returns
/// when its changes are durable. All calls are idempotent. They fail with a transient <see cref="GraphException"/>.
/// </summary>
public interface INodes : INodeReader
{
    /// <summary>Sends commands to traces and untraced events of one shard; replies in the same order.</summary>
    ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> requests, CancellationToken cancel = default);

    /// <summary>Adds facts and names to a replay.</summary>
    ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default);

    /// <summary>
    /// Acknowledges the notifications of a write of a replay, so that the replay need not repeat them. Returns at once; the message may be
    /// lost.
    /// </summary>
    void Acknowledge(NodeId replay, long version);

    /// <summary>Adds listings to an event.</summary>
    ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default);

    /// <summary>Adds links, withdrawals and mentions to an issue or a transaction.</summary>
    ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default);

    /// <summary>Adds rare facts to an organization.</summary>
    ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default);

    /// <summary>Announces a change to every silo, and returns when each has applied it.</summary>
    ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default);
}
