using System.Collections.Concurrent;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Queries;

namespace ReplayGraph.LocalCluster;

/// <summary>
/// Nodes in one process that call each other directly. Each node runs one turn at a time on its own scheduler, like a grain.
/// </summary>
/// <param name="context">The dependencies of nodes.</param>
/// <param name="others">How a node calls other nodes; null: in this process.</param>
/// <param name="turns">A scheduler that runs one turn at a time; null: one for each node, on the thread pool.</param>
public sealed class LocalNodes(NodeContext context, INodes? others = null, TaskScheduler? turns = null) : INodes, IOwners
{
    private readonly ConcurrentDictionary<TraceShardId, Turns<TraceShard>> _shards = [];
    private readonly ConcurrentDictionary<NodeId, Turns<ReplayNode>> _replays = [];
    private readonly ConcurrentDictionary<NodeId, Turns<EventNode>> _events = [];
    private readonly ConcurrentDictionary<NodeId, Turns<LinkNode>> _links = [];
    private readonly ConcurrentDictionary<NodeId, Turns<OrganizationNode>> _organizations = [];

    /// <summary>The dependencies of nodes.</summary>
    public NodeContext Context { get; } = context;

    /// <summary>The silos that receive announcements: only this one unless a test adds others.</summary>
    public List<SiloCache> Silos { get; } = [context.Cache];

    /// <summary>The activations in memory: trace shards and other nodes.</summary>
    public IEnumerable<object> Active =>
        [.. _shards.Keys, .. _replays.Keys, .. _events.Keys, .. _links.Keys, .. _organizations.Keys];

    /// <summary>Deactivates all nodes, as if they had been idle.</summary>
    public void Deactivate()
    {
        foreach (object node in Active)
        {
            Deactivate(node);
        }
    }

    /// <summary>Deactivates one of <see cref="Active"/>. False if a call to it is in progress.</summary>
    public bool Deactivate(object node) => node is NodeId id
        ? TryRemove(_replays, id) || TryRemove(_events, id) || TryRemove(_links, id) || TryRemove(_organizations, id)
        : TryRemove(_shards, (TraceShardId)node);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default) =>
        await Shard(told[0].Trace).NextAsync(shard => shard.JoinAsync(told, cancel));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        await Shard(traces[0]).BetweenAsync(shard => shard.ViewAsync(traces, cancel));

    /// <inheritdoc/>
    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) =>
        Replay(replay).NextAsync(node => node.RecordAsync(command, cancel));

    /// <inheritdoc/>
    public void Acknowledge(NodeId replay, long version) => _ = AcknowledgeAsync(replay, version);

    /// <inheritdoc/>
    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) =>
        Replay(replay).NextAsync(node => node.EdgesAsync(cancel));

    /// <inheritdoc/>
    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) =>
        Event(node).NextAsync(one => one.ListAsync(command, cancel));

    /// <inheritdoc/>
    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) =>
        Event(node).NextAsync(one => one.ViewAsync(cancel));

    /// <inheritdoc/>
    public async ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) =>
        await Links(owner).NextAsync(async node =>
        {
            await node.LinkAsync(command, cancel);
            return true;
        });

    /// <inheritdoc/>
    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) =>
        Links(owner).BetweenAsync(node => node.ViewAsync(cancel));

    /// <inheritdoc/>
    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        _organizations.GetOrAdd(organization, id => new(new OrganizationNode(id, Context, others ?? this), turns))
            .BetweenAsync(node => node.DecideAsync(command, cancel));

    /// <inheritdoc/>
    public async ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default)
    {
        foreach (SiloCache silo in Silos)
        {
            await silo.ApplyAsync(announcement, cancel);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TaggedPage> LookupAsync(NodeId owner, LookupQuery query, long known, CancellationToken cancel = default) =>
        Links(owner).BetweenAsync(node => node.LookupAsync(query, known, cancel));

    private async Task AcknowledgeAsync(NodeId replay, long version) => await Replay(replay).BetweenAsync(node =>
    {
        node.Acknowledge(version);
        return new ValueTask<bool>(true);
    });

    private static bool TryRemove<TKey, TTurns>(ConcurrentDictionary<TKey, TTurns> from, TKey key)
        where TKey : notnull
        where TTurns : ITurns => from.TryGetValue(key, out TTurns? turns) && turns.IsIdle && from.TryRemove(key, out _);

    private Turns<TraceShard> Shard(NodeId trace) => _shards.GetOrAdd(TraceShardId.Of(trace), _ => new(new TraceShard(Context), turns));

    private Turns<ReplayNode> Replay(NodeId id) => _replays.GetOrAdd(id, _ => new(new ReplayNode(id, Context), turns));

    private Turns<EventNode> Event(NodeId id) => _events.GetOrAdd(id, _ => new(new EventNode(id, Context), turns));

    private Turns<LinkNode> Links(NodeId id) => _links.GetOrAdd(id, _ => new(new LinkNode(id, Context, others ?? this), turns));
}
