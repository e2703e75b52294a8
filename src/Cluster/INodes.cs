using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Cluster;

/// <summary>
/// How nodes are reached: through grains, or directly. Each call reaches one node, or one shard of traces, waits for its turn there, and
/// returns when what it told is durable. All of them may be repeated without harm. They fail with a transient <see cref="GraphException"/>.
/// </summary>
public interface INodes
{
    /// <summary>Tells traces, and events that are joined alone, of one shard, each once; answers in the same order.</summary>
    ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default);

    /// <summary>What traces, and events that are joined alone, of one shard hold, in the same order.</summary>
    ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default);

    /// <summary>Tells a replay.</summary>
    ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand mail, CancellationToken cancel = default);

    /// <summary>
    /// Tells a replay that all whom its write of a version told have heard, so that it need not tell them again. Returns at once, and may
    /// be lost.
    /// </summary>
    void Heard(NodeId replay, long version);

    /// <summary>What a replay holds beside its row.</summary>
    ValueTask<Replays.ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default);

    /// <summary>Tells an event who lists it.</summary>
    ValueTask<EventReply> ListAsync(NodeId node, EventCommand mail, CancellationToken cancel = default);

    /// <summary>Who lists an event, and where it was joined.</summary>
    ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default);

    /// <summary>Tells an issue or a transaction.</summary>
    ValueTask LinkAsync(NodeId owner, LinkCommand mail, CancellationToken cancel = default);

    /// <summary>The links of an issue or a transaction.</summary>
    ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default);

    /// <summary>Tells an organization.</summary>
    ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand mail, CancellationToken cancel = default);

    /// <summary>Tells every silo, and returns when each has heard.</summary>
    ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default);
}
