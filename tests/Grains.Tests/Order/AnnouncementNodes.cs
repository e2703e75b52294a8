using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Accepts announcements, or fails to; there are no other nodes.</summary>
internal sealed class AnnouncementNodes(NodeContext context) : INodes
{
    /// <summary>The accepted announcements.</summary>
    internal List<Announcement> Announced { get; } = [];

    /// <summary>The number of announcements that will fail.</summary>
    internal int Failing { get; set; }

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        if (Failing > 0)
        {
            Failing--;
            throw new GraphException("A silo is unreachable.", isTransient: true);
        }

        Announced.Add(announcement);
        return context.Cache.ApplyAsync(announcement, cancel);
    }

    public ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> requests, CancellationToken cancel = default) =>
        throw Unexpected(requests[0].Trace);

    public ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        throw Unexpected(traces[0]);

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) => throw Unexpected(replay);

    void INodes.Acknowledge(NodeId replay, long version) => throw Unexpected(replay);

    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) => throw Unexpected(replay);

    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) => throw Unexpected(node);

    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => throw Unexpected(node);

    public ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) => throw Unexpected(owner);

    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) => throw Unexpected(owner);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        throw Unexpected(organization);

    private static InvalidOperationException Unexpected(NodeId node) => new($"Unexpected call to {node.Type} {node}.");
}
