using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Grains.Traces;

/// <summary>Describes a trace, which a shard holds.</summary>
[Alias("replaygraph.trace")]
public interface ITraceGrain : IGrainWithStringKey
{
    /// <summary>A description of its edges. The Orleans Dashboard looks for this method name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}

/// <summary>Describes an event without a trace.</summary>
[Alias("replaygraph.alone")]
public interface IAloneGrain : IGrainWithStringKey
{
    /// <inheritdoc cref="ITraceGrain.GetState"/>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
