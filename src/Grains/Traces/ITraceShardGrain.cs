using Orleans.Concurrency;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Lookups;

namespace ReplayGraph.Grains.Traces;

/// <summary>Joins events and replays: holds a share of an organization's traces, and of its events without a trace.</summary>
[Alias("replaygraph.trace-shard")]
public interface ITraceShardGrain : IGrainWithStringKey
{
    /// <summary>Applies commands to traces; returns their replies in the same order.</summary>
    [Alias("Join")]
    ValueTask<AnswerList<TraceReply>> JoinAsync(AnswerList<TraceRequest> requests, CancellationToken cancel = default);

    /// <summary>The contents of traces, in the same order. Interleaves with commands.</summary>
    [Alias("View")]
    [AlwaysInterleave]
    ValueTask<AnswerList<TraceView>> ViewAsync(AnswerList<NodeId> traces, CancellationToken cancel = default);
}
