using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Traces;

/// <summary>Where events and replays are joined.</summary>
[Alias("replaygraph.join")]
public interface IJoinGrain : IGrainWithStringKey
{
    /// <summary>Takes in what was told, and answers what follows from it.</summary>
    [Alias("Join")]
    ValueTask<TraceReply> JoinAsync(TraceMail mail, CancellationToken cancel = default);

    /// <summary>What it holds.</summary>
    [Alias("View")]
    ValueTask<TraceView> ViewAsync(CancellationToken cancel = default);
}

/// <summary>A trace.</summary>
[Alias("replaygraph.trace")]
public interface ITraceGrain : IJoinGrain
{
    /// <summary>Its edges, for people to read. The dashboard looks for this name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}

/// <summary>An event without a trace, joined alone.</summary>
[Alias("replaygraph.alone")]
public interface IAloneGrain : IJoinGrain
{
    /// <inheritdoc cref="ITraceGrain.GetState"/>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
