using System.Collections.Concurrent;
using ReplayGraph.Nodes;
using ReplayGraph.Nodes.Events;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Links;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Organizations;
using ReplayGraph.Nodes.Replays;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.LocalCluster;

/// <summary>
/// Nodes of one process that call each other directly. Each has its turns on a scheduler that runs one at a time, as a grain has.
/// </summary>
public sealed class LocalNodes(NodeContext context) : INodes
{
    private readonly ConcurrentDictionary<TraceShardId, Turns<TraceShard>> _shards = [];
    private readonly ConcurrentDictionary<NodeId, Turns<ReplayNode>> _replays = [];
    private readonly ConcurrentDictionary<NodeId, Turns<EventNode>> _events = [];
    private readonly ConcurrentDictionary<NodeId, Turns<LinkNode>> _links = [];
    private readonly ConcurrentDictionary<NodeId, Turns<OrganizationNode>> _organizations = [];

    /// <summary>What the nodes work with.</summary>
    public NodeContext Context { get; } = context;

    /// <summary>The silos that are told; this one alone unless a test adds others.</summary>
    public List<SiloMemory> Silos { get; } = [context.Memory];

    /// <summary>Lets all nodes go, as if nobody had called them for long.</summary>
    public void Deactivate()
    {
        _shards.Clear();
        _replays.Clear();
        _events.Clear();
        _links.Clear();
        _organizations.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceTold> told, CancellationToken cancel = default) =>
        await Shard(told[0].Trace).NextAsync(shard => shard.JoinAsync(told, cancel));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        await Shard(traces[0]).BetweenAsync(shard => shard.ViewAsync(traces, cancel));

    /// <inheritdoc/>
    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayMail mail, CancellationToken cancel = default) =>
        Replay(replay).NextAsync(node => node.RecordAsync(mail, cancel));

    /// <inheritdoc/>
    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) =>
        Replay(replay).NextAsync(node => node.EdgesAsync(cancel));

    /// <inheritdoc/>
    public ValueTask<EventReply> ListAsync(NodeId node, EventMail mail, CancellationToken cancel = default) =>
        Event(node).NextAsync(one => one.ListAsync(mail, cancel));

    /// <inheritdoc/>
    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) =>
        Event(node).NextAsync(one => one.ViewAsync(cancel));

    /// <inheritdoc/>
    public async ValueTask LinkAsync(NodeId owner, LinkMail mail, CancellationToken cancel = default) =>
        await Links(owner).NextAsync(async node =>
        {
            await node.LinkAsync(mail, cancel);
            return true;
        });

    /// <inheritdoc/>
    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) =>
        Links(owner).BetweenAsync(node => node.ViewAsync(cancel));

    /// <inheritdoc/>
    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationMail mail, CancellationToken cancel = default) =>
        _organizations.GetOrAdd(organization, id => new(new OrganizationNode(id, Context, this)))
            .NextAsync(node => node.DecideAsync(mail, cancel));

    /// <inheritdoc/>
    public async ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        foreach (SiloMemory silo in Silos)
        {
            await silo.HearAsync(announcement, cancel);
        }
    }

    /// <summary>Asks an issue or a transaction.</summary>
    internal ValueTask<LinkAnswer> LookupAsync(NodeId owner, Queries.LookupQuery query, long known, CancellationToken cancel) =>
        Links(owner).BetweenAsync(node => node.LookupAsync(query, known, cancel));

    private Turns<TraceShard> Shard(NodeId trace) => _shards.GetOrAdd(TraceShardId.Of(trace), _ => new(new TraceShard(Context)));

    private Turns<ReplayNode> Replay(NodeId id) => _replays.GetOrAdd(id, _ => new(new ReplayNode(id, Context)));

    private Turns<EventNode> Event(NodeId id) => _events.GetOrAdd(id, _ => new(new EventNode(id, Context)));

    private Turns<LinkNode> Links(NodeId id) => _links.GetOrAdd(id, _ => new(new LinkNode(id, Context, this)));
}
