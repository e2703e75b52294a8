using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>Nodes, and which of them an ingest has called that notify others. If it fails, those must notify them again.</summary>
internal sealed class CalledNodes(INodes nodes) : INodes
{
    private readonly List<NodeId> _called = [];

    /// <summary>The called nodes, each once.</summary>
    internal NodeId[] Called
    {
        get
        {
            lock (_called)
            {
                return [.. _called.Distinct()];
            }
        }
    }

    public ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> requests, CancellationToken cancel = default)
    {
        lock (_called)
        {
            foreach (TraceRequest request in requests)
            {
                _called.Add(request.Trace);
            }
        }

        return nodes.JoinAsync(requests, cancel);
    }

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) =>
        nodes.RecordAsync(Add(replay), command, cancel);

    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) =>
        nodes.ListAsync(Add(node), command, cancel);

    public void Acknowledge(NodeId replay, long version) => nodes.Acknowledge(replay, version);

    public ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) => nodes.LinkAsync(owner, command, cancel);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        nodes.DecideAsync(organization, command, cancel);

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default) => nodes.AnnounceAsync(announcement, cancel);

    public ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        nodes.TracesAsync(traces, cancel);

    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) => nodes.ReplayAsync(replay, cancel);

    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => nodes.EventAsync(node, cancel);

    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) => nodes.LinksAsync(owner, cancel);

    private NodeId Add(NodeId node)
    {
        lock (_called)
        {
            _called.Add(node);
        }

        return node;
    }
}
