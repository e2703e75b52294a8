using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Grains.Traces;

/// <summary>A trace, for people to read: it asks the shard that holds it.</summary>
[Alias("replaygraph.trace")]
public interface ITraceGrain : IGrainWithStringKey
{
    /// <summary>Its edges. The dashboard looks for this name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}

/// <summary>An event without a trace, joined alone, for people to read.</summary>
[Alias("replaygraph.alone")]
public interface IAloneGrain : IGrainWithStringKey
{
    /// <inheritdoc cref="ITraceGrain.GetState"/>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
