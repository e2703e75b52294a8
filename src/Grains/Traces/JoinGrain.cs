using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Nodes;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Traces;

/// <summary>Owns the shell of a trace, or of an event that is joined alone.</summary>
internal abstract class JoinGrain(NodeContext context) : Grain, IJoinGrain
{
    private readonly NodeContext _context = context;
    private TraceNode _node = null!;

    private protected abstract NodeType Type { get; }

    // Worked out when needed: there are many of these.
    private NodeId Id => NodeId.Parse(Type, this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _node = new(Id, _context);
        GrainMeters.Activated(Type);
        return Task.CompletedTask;
    }

    public ValueTask<TraceReply> JoinAsync(TraceMail mail, CancellationToken cancel = default) => _node.JoinAsync(mail, cancel);

    public ValueTask<TraceView> ViewAsync(CancellationToken cancel = default) => _node.ViewAsync(cancel);

    public async Task<NodeDescription> GetState() => TraceDescription.Of(Id, await _node.ViewAsync());
}

/// <summary>A trace: placed where it is first told of, since the rest of a trace often comes the same way.</summary>
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
[GrainType("trace")]
internal sealed class TraceGrain(NodeContext context) : JoinGrain(context), ITraceGrain
{
    private protected override NodeType Type => NodeType.Trace;
}

/// <summary>An event without a trace: hardly ever told twice, so it is soon put away.</summary>
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
[GrainType("alone")]
internal sealed class AloneGrain(NodeContext context) : JoinGrain(context), IAloneGrain
{
    private protected override NodeType Type => NodeType.Alone;
}
