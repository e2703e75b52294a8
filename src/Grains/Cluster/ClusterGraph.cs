using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Coverages;
using ReplayGraph.Grains.Ingest;
using ReplayGraph.Grains.Links;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Grains.Pages;
using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>The graph on grains, for callers inside a silo and for clients.</summary>
internal sealed class ClusterGraph(
    IGrainFactory grains, GrainCaller caller, Hedge hedge, IOptions<ClusterOptions> options, IOptions<CallOptions> calls, TimeProvider time,
    GatewayLoss? gateways = null) : IGraph, IDisposable
{
    private readonly SemaphoreSlim _ingests = new(options.Value.IngestsInFlight);

    // The most recent first pages of issues and transactions, with the tags that let their silos validate them.
    private readonly GenerationCache<PageKey, KnownPage> _pages = new(1024);
    private readonly ConcurrentDictionary<int, PageValidator> _validators = [];

    // Issues and transaction names that are known to exist: only their grains are called directly.
    private readonly GenerationCache<NodeId, bool> _owners = new(1 << 14);

    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default)
    {
        if (facts.Count == 0)
        {
            return default;
        }

        await _ingests.WaitAsync(cancel);
        try
        {
            using Activity? activity = GrainMeters.Activities.StartActivity("ingest batch", ActivityKind.Client);
            activity?.SetTag("replaygraph.facts", facts.Count);

            // A copy, because a caller that cancels may reuse the batch while a silo still reads it.
            return await caller.CallAsync(
                grains, NodeId.Of(organization), facts.Bytes.ToArray(),
                static (grains, node, bytes, cancel) => grains.GetGrain<IIngestGrain>(0).IngestAsync(node.Organization, bytes, cancel),
                cancel);
        }
        finally
        {
            _ingests.Release();
        }
    }

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default)
    {
        if (query.IsFirstPageOfOne && !cancel.IsCancellationRequested)
        {
            return _pages.TryFind(PageKey.Of(organization, query), out KnownPage? known)
                ? LookupAgainAsync(known!, organization, query, cancel)
                : LookupFirstAsync(organization, query, cancel);
        }

        return query.Keys is [{ Kind: NodeKind.Issue or NodeKind.Transaction } owner]
            ? LookupOneAsync(NodeId.Of(organization, owner), query, cancel)
            : AskAsync(
                organization, query,
                static (grains, node, query, cancel) => Answer(grains).LookupAsync(node.Organization, query, cancel), cancel);
    }

    public async ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) => (await AskAsync(
            organization, AnswerList<ReplayId>.Of(ids),
            static (grains, node, ids, cancel) => Answer(grains).ReplaysAsync(node.Organization, ids, cancel), cancel)).Items;

    public async ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) => (await AskAsync(
            organization, query,
            static (grains, node, query, cancel) => Answer(grains).LatestReplaysAsync(node.Organization, query, cancel), cancel)).Items;

    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) => AskAsync(
            organization, query,
            static (grains, node, query, cancel) => Answer(grains).NeighboursAsync(node.Organization, query, cancel), cancel);

    public async ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default)
    {
        AnswerList<CoverageRow>? rows = await KeptCoverageAsync(
            organization, query, query,
            static (grains, node, query, cancel) => grains.Get<ICoverageGrain>(node.ToString()).RowsAsync(query, cancel), cancel);
        return (rows ?? await caller.CallAsync(
            grains, NodeId.Of(organization), query,
            static (grains, node, query, cancel) => Answer(grains).CoverageAsync(node.Organization, query, cancel), cancel)).Items;
    }

    public async ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default)
    {
        AnswerList<EventView>? events = await KeptCoverageAsync(
            organization, query, (query, outcome, limit),
            static (grains, node, of, cancel) =>
                grains.Get<ICoverageGrain>(node.ToString()).EventsAsync(of.query, of.outcome, of.limit, cancel),
            cancel);
        return (events ?? await caller.CallAsync(
            grains, NodeId.Of(organization), (query, outcome, limit),
            static (grains, node, of, cancel) => Answer(grains).CoverageEventsAsync(node.Organization, of.query, of.outcome, of.limit, cancel),
            cancel)).Items;
    }

    public async ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default)
    {
        try
        {
            return (await caller.CallAsync(
                grains, NodeId.Of(organization), (kind, after, limit),
                static (grains, node, of, cancel) => Answer(grains).LinkedAfterAsync(node.Organization, of.kind, of.after, of.limit, cancel),
                cancel)).Items;
        }
        catch (GraphException e) when (e.IsTransient && !cancel.IsCancellationRequested)
        {
            // A silo of an earlier version does not know the call.
            AnswerList<NodeKey> all = await caller.CallAsync(
                grains, NodeId.Of(organization), kind,
                static (grains, node, kind, cancel) => Answer(grains).LinkedAsync(node.Organization, kind, cancel), cancel);
            return LinkedKeys.Page(all.Items, after, limit);
        }
    }

    public async ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) => (await AskAsync(
            organization, (kind, prefix, limit),
            static (grains, node, of, cancel) => Answer(grains).KeysAsync(node.Organization, of.kind, of.prefix, of.limit, cancel), cancel)).Items;

    public async ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        (await AskAsync(
            organization, (AnswerList<IssueId>.Of(issues), visible is null ? null : AnswerList<ProjectId>.Of([.. visible])),
            static (grains, node, asked, cancel) => Answer(grains).TitlesAsync(node.Organization, asked.Item1, asked.Item2, cancel), cancel)).Items;

    public void Dispose() => _ingests.Dispose();

    // Null: a scan must answer.
    private async ValueTask<AnswerList<T>?> KeptCoverageAsync<TAsked, T>(
        OrganizationId organization, CoverageQuery query, TAsked asked, GrainCall<TAsked, AnswerList<T>?> call, CancellationToken cancel)
    {
        if (!CoverageTotals.CanAnswer(query))
        {
            return null;
        }

        try
        {
            return await caller.CallAsync(grains, NodeId.Of(organization), asked, call, cancel);
        }
        catch (Exception e) when (e is ArgumentException or GraphException { IsTransient: true } && !cancel.IsCancellationRequested)
        {
            // Silos of an earlier version do not have the grain, or the call: none is known that implements it, or none answers.
            return null;
        }
    }

    private static IAnswerGrain Answer(IGrainFactory grains) => grains.GetGrain<IAnswerGrain>(0);

    // The silo of the node validates the cached page, so that an unchanged page is neither computed nor sent again. Pooled, because lookups
    // of hot issues end here.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<LinkPage> LookupAgainAsync(
        KnownPage known, OrganizationId organization, LookupQuery query, CancellationToken cancel)
    {
        try
        {
            if (await known.IsCurrentAsync())
            {
                return known.Page;
            }
        }
        catch (Exception e) when (CallFailures.IsGone(e))
        {
            // The silo died, so ask the node's next activation.
        }
        catch (Exception e) when (CallFailures.Translate(e, $"{query.Keys[0]}", cancel) is not null)
        {
            throw CallFailures.Translate(e, $"{query.Keys[0]}", cancel)!;
        }

        return await LookupFirstAsync(organization, query, cancel);
    }

    private async ValueTask<LinkPage> LookupFirstAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel)
    {
        var key = PageKey.Of(organization, query);
        NodeId owner = NodeId.Of(organization, key.Node);
        return Keep(key, await LookupOwnerAsync(owner, query, cancel));
    }

    private async ValueTask<LinkPage> LookupOneAsync(NodeId owner, LookupQuery query, CancellationToken cancel) =>
        (await LookupOwnerAsync(owner, query, cancel)).Page!;

    private ValueTask<TaggedPage> LookupOwnerAsync(NodeId owner, LookupQuery query, CancellationToken cancel) =>
        _owners.TryFind(owner, out _) ? LookupKnownAsync(owner, query, cancel) : LookupUnknownAsync(owner, query, cancel);

    private async ValueTask<TaggedPage> LookupUnknownAsync(NodeId owner, LookupQuery query, CancellationToken cancel)
    {
        TaggedPage answer;
        try
        {
            answer = await AskAsync(
                owner.Organization, query,
                static (grains, node, query, cancel) => Answer(grains).LookupOwnerAsync(node.Organization, query, cancel), cancel);
        }
        catch (GraphException e) when (e.IsTransient && !cancel.IsCancellationRequested)
        {
            // A silo of an earlier version does not know the call.
            answer = await LookupKnownAsync(owner, query, cancel);
        }

        if (answer.Page is { IsKnown: true })
        {
            _owners.Keep(owner, true);
        }

        return answer;
    }

    // The silo of the node knows the answer; any other can compute it from the store.
    private ValueTask<TaggedPage> LookupKnownAsync(NodeId owner, LookupQuery query, CancellationToken cancel) => hedge.AskAsync(
        () => caller.CallAsync(
            grains, owner, query, static (grains, node, query, cancel) => LinkGrains.Of(grains, node).LookupAsync(query, cancel), cancel),
        () => AskAsync(
            owner.Organization, query,
            static async (grains, node, query, cancel) => new TaggedPage(await Answer(grains).LookupStoredAsync(node.Organization, query, cancel), 0),
            cancel));

    // Any silo answers. A client sends each call to the next one, of which one may hang; a silo answers itself.
    private ValueTask<TReply> AskAsync<TQuery, TReply>(
        OrganizationId organization, TQuery query, GrainCall<TQuery, TReply> call, CancellationToken cancel)
    {
        return gateways is null ? CallAsync() : hedge.AskAsync(CallAsync, () => hedge.AskAsync(CallAsync, CallAsync));

        ValueTask<TReply> CallAsync() => caller.CallAsync(grains, NodeId.Of(organization), query, call, cancel);
    }

    private LinkPage Keep(in PageKey key, TaggedPage answer)
    {
        LinkPage page = answer.Page!;
        if (PageTag.SiloOf(answer.Tag) is var silo and > 0)
        {
            page = page.IsCached ? page : page with { IsCached = true };
            _pages.Keep(key, new(ValidatorOf(silo), page, answer.Tag));
        }

        return page;
    }

    private PageValidator ValidatorOf(int silo) =>
        _validators.GetOrAdd(silo, number => new(grains.GetGrain<IPageGrain>(number), calls.Value.PagePatience, time, gateways));
}
