using Orleans.Concurrency;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Grains.Replays;

/// <summary>A replay.</summary>
[Alias("replaygraph.replay")]
public interface IReplayGrain : IGrainWithStringKey
{
    /// <summary>Applies a command; returns the nodes that must be notified.</summary>
    [Alias("Record")]
    ValueTask<ReplayReply> RecordAsync(ReplayCommand command, CancellationToken cancel = default);

    /// <summary>Acknowledges that all notifications of a version were delivered. Fire and forget.</summary>
    [OneWay]
    [Alias("Heard")]
    ValueTask AcknowledgeAsync(long version);

    /// <summary>The replay's summary and edges.</summary>
    [Alias("Edges")]
    ValueTask<ReplayEdges> EdgesAsync(CancellationToken cancel = default);

    /// <summary>A description of its edges. The Orleans Dashboard looks for this method name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
