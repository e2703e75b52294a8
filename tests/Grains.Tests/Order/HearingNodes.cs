using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Takes announcements, or fails to; no other node is there.</summary>
internal sealed class HearingNodes(NodeContext context) : INodes
{
    /// <summary>What was announced.</summary>
    internal List<Announcement> Heard { get; } = [];

    /// <summary>How many announcements fail from now on.</summary>
    internal int Deaf { get; set; }

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        if (Deaf > 0)
        {
            Deaf--;
            throw new GraphException("a silo could not be told", isTransient: true);
        }

        Heard.Add(announcement);
        return context.Cache.ApplyAsync(announcement, cancel);
    }

    public ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default) =>
        throw Nobody(told[0].Trace);

    public ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        throw Nobody(traces[0]);

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) => throw Nobody(replay);

    void INodes.Acknowledge(NodeId replay, long version) => throw Nobody(replay);

    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) => throw Nobody(replay);

    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) => throw Nobody(node);

    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => throw Nobody(node);

    public ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) => throw Nobody(owner);

    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) => throw Nobody(owner);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        throw Nobody(organization);

    private static InvalidOperationException Nobody(NodeId node) => new($"nobody is to call {node.Type} {node}");
}
