using Orleans.Concurrency;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Grains.Traces;

/// <summary>Where events and replays are joined: a part of an organization's traces, and of its events without one.</summary>
[Alias("replaygraph.trace-shard")]
public interface ITraceShardGrain : IGrainWithStringKey
{
    /// <summary>Takes in what traces were told, and answers what follows from it, for each in its place.</summary>
    [Alias("Join")]
    ValueTask<AnswerList<TraceReply>> JoinAsync(AnswerList<TraceRequest> told, CancellationToken cancel = default);

    /// <summary>What traces hold, each in its place. It answers while others are told something.</summary>
    [Alias("View")]
    [AlwaysInterleave]
    ValueTask<AnswerList<TraceView>> ViewAsync(AnswerList<NodeId> traces, CancellationToken cancel = default);
}
