using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Traces;

[GrainType("trace-shard")]
internal sealed class TraceShardGrain(IGrainContext grain, NodeContext context) : Grain(grain), ITraceShardGrain
{
    private readonly TraceShard _shard = new(context);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GrainMeters.Activated(NodeType.Trace);
        return Task.CompletedTask;
    }

    public async ValueTask<AnswerList<TraceReply>> JoinAsync(AnswerList<TraceRequest> requests, CancellationToken cancel = default) =>
        AnswerList<TraceReply>.Of(await _shard.JoinAsync(requests.Items, cancel));

    public async ValueTask<AnswerList<TraceView>> ViewAsync(AnswerList<NodeId> traces, CancellationToken cancel = default) =>
        AnswerList<TraceView>.Of(await _shard.ViewAsync(traces.Items, cancel));
}
