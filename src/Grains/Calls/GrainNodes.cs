using ReplayGraph.Grains.Announcements;
using ReplayGraph.Grains.Events;
using ReplayGraph.Grains.Links;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Replays;
using ReplayGraph.Grains.Traces;
using ReplayGraph.Nodes;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Links;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Replays;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Calls;

/// <summary>Nodes as grains: wherever they live, they are reached by their name.</summary>
internal sealed class GrainNodes(IGrainFactory grains, Caller caller, Announcer announcer) : INodes
{
    private readonly IGrainFactory _grains = grains;
    private readonly Caller _caller = caller;
    private readonly Announcer _announcer = announcer;

    public ValueTask<TraceReply> JoinAsync(NodeId trace, TraceMail mail, CancellationToken cancel = default) =>
        _caller.CallAsync(_grains, trace, mail, static (grains, node, mail, cancel) => Join(grains, node).JoinAsync(mail, cancel), cancel);

    public ValueTask<TraceView> TraceAsync(NodeId trace, CancellationToken cancel = default) =>
        _caller.CallAsync(_grains, trace, 0, static (grains, node, _, cancel) => Join(grains, node).ViewAsync(cancel), cancel);

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayMail mail, CancellationToken cancel = default) => _caller.CallAsync(
        _grains, replay, mail,
        static (grains, node, mail, cancel) => grains.GetGrain<IReplayGrain>(node.ToString()).RecordAsync(mail, cancel), cancel);

    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) => _caller.CallAsync(
        _grains, replay, 0, static (grains, node, _, cancel) => grains.GetGrain<IReplayGrain>(node.ToString()).EdgesAsync(cancel), cancel);

    public ValueTask<EventReply> ListAsync(NodeId node, EventMail mail, CancellationToken cancel = default) => _caller.CallAsync(
        _grains, node, mail,
        static (grains, node, mail, cancel) => grains.GetGrain<IEventGrain>(node.ToString()).ListAsync(mail, cancel), cancel);

    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) => _caller.CallAsync(
        _grains, node, 0, static (grains, node, _, cancel) => grains.GetGrain<IEventGrain>(node.ToString()).ViewAsync(cancel), cancel);

    public async ValueTask LinkAsync(NodeId owner, LinkMail mail, CancellationToken cancel = default) => await _caller.CallAsync(
        _grains, owner, mail,
        static async (grains, node, mail, cancel) =>
        {
            await LinkGrains.Of(grains, node).LinkAsync(mail, cancel);
            return true;
        },
        cancel);

    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) =>
        _caller.CallAsync(_grains, owner, 0, static (grains, node, _, cancel) => LinkGrains.Of(grains, node).ViewAsync(cancel), cancel);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationMail mail, CancellationToken cancel = default) =>
        _caller.CallAsync(
            _grains, organization, mail,
            static (grains, node, mail, cancel) => grains.GetGrain<IOrganizationGrain>(node.ToString()).DecideAsync(mail, cancel), cancel);

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default) =>
        _announcer.AnnounceAsync(announcement, cancel);

    private static IJoinGrain Join(IGrainFactory grains, NodeId node) => node.Type == NodeType.Alone
        ? grains.GetGrain<IAloneGrain>(node.ToString())
        : grains.GetGrain<ITraceGrain>(node.ToString());
}
