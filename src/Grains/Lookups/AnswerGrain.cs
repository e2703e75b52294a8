using Orleans.Concurrency;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Lookups;

/// <summary>Runs <see cref="Answers"/>, one call on each worker.</summary>
[StatelessWorker(MaxConcurrency)]
[GrainType("answer")]
internal sealed class AnswerGrain(NodeContext context, INodes nodes, Hedge hedge, KnownLogs logs, GrainCaller caller) : Grain, IAnswerGrain
{
    private const int MaxConcurrency = 64;

    private readonly Answers _answers = new(context, nodes, hedge);

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        _answers.LookupAsync(organization, query, cancel);

    public async ValueTask<TaggedPage> LookupOwnerAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default)
    {
        NodeId owner = NodeId.Of(organization, query.Keys[0]);
        return await logs.HasLogAsync(owner, cancel)
            ? await hedge.AskAsync(
                () => caller.CallAsync(
                    GrainFactory, owner, query, static (grains, node, query, cancel) => LinkGrains.Of(grains, node).LookupAsync(query, cancel),
                    cancel),
                async () => new(await _answers.LookupStoredAsync(organization, query, cancel), 0))
            : new(await _answers.LookupAsync(organization, query, cancel), 0);
    }

    public ValueTask<LinkPage> LookupStoredAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        _answers.LookupStoredAsync(organization, query, cancel);

    public async ValueTask<AnswerList<ReplayView>> ReplaysAsync(
        OrganizationId organization, AnswerList<ReplayId> ids, CancellationToken cancel = default) =>
        AnswerList<ReplayView>.Of(await _answers.ReplaysAsync(organization, ids.Items, cancel));

    public async ValueTask<AnswerList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        AnswerList<ReplayView>.Of(await _answers.LatestReplaysAsync(organization, query, cancel));

    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        _answers.NeighboursAsync(organization, query, cancel);

    public async ValueTask<AnswerList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        AnswerList<CoverageRow>.Of(await _answers.CoverageAsync(organization, query, cancel));

    public async ValueTask<AnswerList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        AnswerList<EventView>.Of(await _answers.CoverageEventsAsync(organization, query, outcome, limit, cancel));

    public async ValueTask<AnswerList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, CancellationToken cancel = default) =>
        AnswerList<NodeKey>.Of(await _answers.LinkedAsync(organization, kind, cancel: cancel));

    public async ValueTask<AnswerList<NodeKey>> LinkedAfterAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after, int limit, CancellationToken cancel = default) =>
        AnswerList<NodeKey>.Of(await _answers.LinkedAsync(organization, kind, after, limit, cancel));

    public async ValueTask<AnswerList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        AnswerList<NodeKey>.Of(await _answers.KeysAsync(organization, kind, prefix, limit, cancel));

    public async ValueTask<AnswerList<string?>> TitlesAsync(
        OrganizationId organization, AnswerList<IssueId> issues, AnswerList<ProjectId>? visible, CancellationToken cancel = default) =>
        AnswerList<string?>.Of(await _answers.TitlesAsync(organization, issues.Items, visible?.Items.ToHashSet(), cancel));
}
