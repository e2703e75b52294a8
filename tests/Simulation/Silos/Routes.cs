using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Announcements;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Silos;

/// <summary>Routes the calls of a silo to nodes and to other silos.</summary>
internal sealed class Routes : INodes, IOwners, ISilos<Silo>
{
    private readonly Silo _self;
    private readonly SimulatedCluster _cluster;
    private readonly ProcessTime _time;
    private readonly CallOptions _options = new();
    private readonly Announcer<Silo> _announcer;

    internal Routes(Silo self, SimulatedCluster cluster, NodeContext context, ProcessTime time)
    {
        (_self, _cluster, _time) = (self, cluster, time);
        _announcer = new(context.Cache, this, time, _options);
    }

    IEnumerable<Silo> ISilos<Silo>.Others => [.. _cluster.Members.Where(silo => silo != _self)];

    public ValueTask<IReadOnlyList<TraceReply>> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default) =>
        CallAsync(TraceShardId.Of(told[0].Trace), "join", nodes => nodes.JoinAsync(told), cancel);

    public ValueTask<IReadOnlyList<TraceView>> TracesAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        CallAsync(TraceShardId.Of(traces[0]), "view traces", nodes => nodes.TracesAsync(traces), cancel);

    public ValueTask<ReplayReply> RecordAsync(NodeId replay, ReplayCommand command, CancellationToken cancel = default) =>
        CallAsync(replay, "record", nodes => nodes.RecordAsync(replay, command), cancel);

    public void Acknowledge(NodeId replay, long version)
    {
        Silo silo = _cluster.Where(replay, _self);
        _ = silo == _self ? AcknowledgeAsync().AsTask() : _cluster.Network.CallAsync(_self.Process, silo.Process, "acknowledge", AcknowledgeAsync).AsTask();

        ValueTask<bool> AcknowledgeAsync()
        {
            silo.Nodes.Acknowledge(replay, version);
            return new(true);
        }
    }

    public ValueTask<ReplayEdges> ReplayAsync(NodeId replay, CancellationToken cancel = default) =>
        CallAsync(replay, "view replay", nodes => nodes.ReplayAsync(replay), cancel);

    public ValueTask<EventReply> ListAsync(NodeId node, EventCommand command, CancellationToken cancel = default) =>
        CallAsync(node, "list", nodes => nodes.ListAsync(node, command), cancel);

    public ValueTask<EventReply> EventAsync(NodeId node, CancellationToken cancel = default) =>
        CallAsync(node, "view event", nodes => nodes.EventAsync(node), cancel);

    public async ValueTask LinkAsync(NodeId owner, LinkCommand command, CancellationToken cancel = default) => await CallAsync(
        owner,
        "link",
        async nodes =>
        {
            await nodes.LinkAsync(owner, command);
            return true;
        },
        cancel);

    public ValueTask<LinkView> LinksAsync(NodeId owner, CancellationToken cancel = default) =>
        CallAsync(owner, "view links", nodes => nodes.LinksAsync(owner), cancel);

    public ValueTask<TaggedPage> LookupAsync(NodeId owner, LookupQuery query, long known, CancellationToken cancel = default) =>
        CallAsync(owner, "look up", nodes => nodes.LookupAsync(owner, query, known), cancel);

    public ValueTask<OrganizationReply> DecideAsync(NodeId organization, OrganizationCommand command, CancellationToken cancel = default) =>
        CallAsync(organization, "decide", nodes => nodes.DecideAsync(organization, command), cancel);

    public ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel = default) =>
        _announcer.AnnounceAsync(announcement, cancel);

    bool ISilos<Silo>.MustReceive(Silo silo) => _cluster.Members.Contains(silo);

    async ValueTask ISilos<Silo>.SendAsync(Silo silo, Announcement announcement) => await _cluster.Network.CallAsync(
        _self.Process,
        silo.Process,
        "announce",
        async () =>
        {
            await silo.Memory.ApplyAsync(announcement);
            return true;
        });

    async ValueTask<bool> IRevocations<Silo>.TryRevokeAsync(Silo silo)
    {
        if (await _self.Store.RevokeLeaseAsync(silo.Process) is not { } remaining)
        {
            return false;
        }

        await _self.Process.PauseAsync(remaining);
        return true;
    }

    ValueTask ISilos<Silo>.GiveUpAsync(Silo silo) => default;

    // As for grains, a call to a dead silo is retried until the node is activated elsewhere.
    private async ValueTask<TReply> CallAsync<TReply>(object node, string what, Func<LocalNodes, ValueTask<TReply>> call, CancellationToken cancel)
    {
        Retry? retry = null;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Silo silo = _cluster.Where(node, _self);
            try
            {
                return silo == _self
                    ? await call(silo.Nodes)
                    : await _cluster.Network.CallAsync(_self.Process, silo.Process, $"{what} {node}", () => call(silo.Nodes));
            }
            catch (GoneException) when ((retry ??= new(_options.RetryFor, _options, _time)).IsAllowed)
            {
                // Until the others know that it is dead.
            }
            catch (GoneException e)
            {
                throw new GraphException($"{node} is unreachable: {e.Message}", isTransient: true, e);
            }

            await _self.Process.PauseAsync(retry.NextPause());
        }
    }
}
