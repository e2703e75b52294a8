using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Coverages;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Coverages;

/// <summary>Hosts the coverage of an organization. What it counted is lost with the activation, and costs a scan of all traces.</summary>
[CollectionAgeLimit(Hours = 2)]
[GrainType("coverage")]
internal sealed class CoverageGrain(IGrainContext grain, NodeContext context) : Grain(grain), ICoverageGrain
{
    private CoverageReplica _coverage = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _coverage = new(NodeId.Parse(NodeType.Organization, this.GetPrimaryKeyString()).Organization, context);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _coverage.Dispose();
        return Task.CompletedTask;
    }

    public async ValueTask<AnswerList<CoverageRow>?> RowsAsync(CoverageQuery query, CancellationToken cancel = default) =>
        await _coverage.RowsAsync(query, cancel) is { } rows ? AnswerList<CoverageRow>.Of(rows) : null;

    public async ValueTask<AnswerList<EventView>?> EventsAsync(
        CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        await _coverage.EventsAsync(query, outcome, limit, cancel) is { } events ? AnswerList<EventView>.Of(events) : null;
}
