using Orleans.Concurrency;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Replays;

namespace ReplayGraph.Grains.Replays;

/// <summary>A replay.</summary>
[Alias("replaygraph.replay")]
public interface IReplayGrain : IGrainWithStringKey
{
    /// <summary>Takes in what was told, and answers whom to tell.</summary>
    [Alias("Record")]
    ValueTask<ReplayReply> RecordAsync(ReplayCommand command, CancellationToken cancel = default);

    /// <summary>All whom its write of a version told have heard. Nobody waits for that.</summary>
    [OneWay]
    [Alias("Heard")]
    ValueTask AcknowledgeAsync(long version);

    /// <summary>What it holds.</summary>
    [Alias("Edges")]
    ValueTask<ReplayEdges> EdgesAsync(CancellationToken cancel = default);

    /// <summary>Its edges, for people to read. The dashboard looks for this name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
