using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Announcements;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Events;
using ReplayGraph.Grains.Links;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Replays;
using ReplayGraph.Grains.Traces;

namespace ReplayGraph.Grains.Cluster;

/// <summary>
/// Nodes as grains, addressed by their ids. A read of a node without a log activates no grain: unknown keys would leave one each.
/// </summary>
internal sealed class GrainNodes(IGrainFactory grains, GrainCaller caller, GrainAnnouncer announcer, KnownLogs logs, NodeContext context) : INodes
{
    private readonly StoredNodes _stored = new(context);

    public async ValueTask<IReadOnlyList<TraceReply>> JoinAsync(
        IReadOnlyList<TraceRequest> requests, CancellationToken cancel = default) => (await caller.CallAsync(
            grains, requests[0].Trace, AnswerList<TraceRequest>.Of(requests),
            static (grains, node, requests, cancel) => Shard(grains, node).JoinAsync(requests, cancel), cancel)).Items;

    public async ValueTask<IReadOnlyList<TraceView>> TracesAsync(
        IReadOnlyList<NodeId> traces, CancellationToken cancel = default) => (await caller.CallAsync(
            grains, traces[0], AnswerList<NodeId>.Of(traces),
            static (grains, node, traces, cancel) => Shard(grains, node).ViewAsync(traces, cancel), cancel)).Items;

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) => caller.CallAsync(
        grains, replay, command,
        static (grains, node, command, cancel) => grains.Get<IReplayGrain>(node.ToString()).RecordAsync(command, cancel), cancel);

    public void Acknowledge(NodeId replay, long version) => _ = grains.Get<IReplayGrain>(replay.ToString()).AcknowledgeAsync(version).AsTask();

    public async ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) => !await logs.HasLogAsync(replay, cancel)
        ? await _stored.ReplayAsync(replay, cancel)
        : await caller.CallAsync(
            grains, replay, 0, static (grains, node, _, cancel) => grains.Get<IReplayGrain>(node.ToString()).EdgesAsync(cancel), cancel);

    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) => caller.CallAsync(
        grains, node, command,
        static (grains, node, command, cancel) => grains.Get<IEventGrain>(node.ToString()).ListAsync(command, cancel), cancel);

    public async ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => !await logs.HasLogAsync(node, cancel)
        ? await EventNode.ViewUnlistedAsync(node, context, cancel)
        : await caller.CallAsync(
            grains, node, 0, static (grains, node, _, cancel) => grains.Get<IEventGrain>(node.ToString()).ViewAsync(cancel), cancel);

    public async ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) => await caller.CallAsync(
        grains, owner, command,
        static async (grains, node, command, cancel) =>
        {
            await LinkGrains.Of(grains, node).LinkAsync(command, cancel);
            return true;
        },
        cancel);

    public async ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) => !await logs.HasLogAsync(owner, cancel)
        ? await _stored.LinksAsync(owner, cancel)
        : await caller.CallAsync(
            grains, owner, 0, static (grains, node, _, cancel) => LinkGrains.Of(grains, node).ViewAsync(cancel), cancel);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        caller.CallAsync(
            grains, organization, command,
            static (grains, node, command, cancel) => grains.Get<IOrganizationGrain>(node.ToString()).DecideAsync(command, cancel), cancel);

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default) =>
        announcer.AnnounceAsync(announcement, cancel);

    private static ITraceShardGrain Shard(IGrainFactory grains, NodeId trace) =>
        grains.Get<ITraceShardGrain>(TraceShardId.Of(trace).ToString());
}
