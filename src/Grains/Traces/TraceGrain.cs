using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Grains.Traces;

/// <summary>Describes a trace, or an event without a trace.</summary>
internal abstract class DescribingGrain(NodeType type, INodes nodes) : Grain
{
    public async Task<NodeDescription> GetState()
    {
        NodeId id = NodeId.Parse(type, this.GetPrimaryKeyString());
        return TraceDescription.Of(id, (await nodes.TracesAsync([id]))[0]);
    }
}

[GrainType("trace")]
internal sealed class TraceGrain(INodes nodes) : DescribingGrain(NodeType.Trace, nodes), ITraceGrain;

[GrainType("alone")]
internal sealed class AloneGrain(INodes nodes) : DescribingGrain(NodeType.UntracedEvent, nodes), IAloneGrain;
