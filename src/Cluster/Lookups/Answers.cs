using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>
/// Answers the queries of <see cref="IGraph"/>: gathers data from the nodes, then computes the answer from that alone. The computation does
/// not await, so a caller on its own scheduler may want to run it elsewhere.
/// </summary>
/// <param name="context">The context of nodes.</param>
/// <param name="nodes">The nodes.</param>
/// <param name="hedge">Asks the store for what nodes do not answer in time; null: waits for them.</param>
public sealed class Answers(NodeContext context, INodeReader nodes, Hedge? hedge = null)
{
    // Ids are small; logs may be large.
    private const int NodesAtOnce = 1000, LogsAtOnce = 100;

    private readonly StoredNodes _stored = new(context);

    private Expiry Expiry => new(context.Now, context.Retention);

    /// <inheritdoc cref="IGraph.LookupAsync"/>
    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        AskAsync(reader => LookupAsync(reader, organization, query, cancel));

    /// <summary>The same, from the store alone: for lookups that a node did not answer in time.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public ValueTask<LinkPage> LookupStoredAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        LookupAsync(_stored, organization, query, cancel);

    private async ValueTask<LinkPage> LookupAsync(
        INodeReader reader, OrganizationId organization, LookupQuery query, CancellationToken cancel)
    {
        Gathered gathered = await BeginAsync(organization, cancel);
        var gathering = new Gathering(context, reader, gathered, cancel);
        foreach (NodeKey key in query.Keys)
        {
            gathering.Need(key, query.Strict);
        }

        await gathering.RunAsync();
        return await gathering.ComputeAsync(view => Lookup<GatheredView>.Run(view, query, cancel).Page);
    }

    /// <inheritdoc cref="IGraph.ReplaysAsync"/>
    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        AskAsync(reader => ReplaysAsync(reader, organization, ids, cancel));

    private async ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        INodeReader reader, OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel)
    {
        ReplayRow[] rows = await context.Cache.ReplaysAsync(organization, ids, cancel);
        (ReplayId Id, ReplaySummary Summary)[] replays = Array.ConvertAll(rows, row => (row.Id, row.ToSummary()));
        bool[] known = await Bounded.CallAsync(
            replays, replay => ReplayViews.IsKnown(replay.Summary) ? new(true) : IsNamedAsync(reader, organization, replay.Id, cancel));
        Timestamp now = context.Now;
        return [.. replays.Where((_, i) => known[i]).Select(replay => ReplayViews.Of(replay.Id, replay.Summary, now))];
    }

    /// <inheritdoc cref="IGraph.LatestReplaysAsync"/>
    public async ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        Timestamp now = context.Now;
        IReadOnlyList<ReplayRow> rows = await context.Store.LatestReplaysAsync(organization, query, now, cancel);
        return [.. rows.Select(row => ReplayViews.Of(row.Id, row.ToSummary(), now))];
    }

    /// <inheritdoc cref="IGraph.NeighboursAsync"/>
    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        AskAsync(reader => NeighboursAsync(reader, organization, query, cancel));

    private async ValueTask<NeighbourPage> NeighboursAsync(
        INodeReader reader, OrganizationId organization, NeighbourQuery query, CancellationToken cancel)
    {
        Gathered gathered = await BeginAsync(organization, cancel);
        var gathering = new Gathering(context, reader, gathered, cancel);
        if (query.Of.Kind != NodeKind.Replay)
        {
            gathering.Need(query.Of, strict: false);
        }
        else if (query.Kind != NodeKind.Replay)
        {
            gathering.Need(await reader.ReplayAsync(NodeId.Of(organization, query.Of), cancel));
        }

        await gathering.RunAsync();
        return await gathering.ComputeAsync(view => Neighbours<GatheredView>.Of(view, query, cancel));
    }

    /// <inheritdoc cref="IGraph.CoverageAsync"/>
    public async ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default)
    {
        var coverage = new Coverage(query);
        await AddAllAsync(organization, coverage, cancel);
        return coverage.Rows;
    }

    /// <inheritdoc cref="IGraph.CoverageEventsAsync"/>
    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        Coverage.EventsAsync(query, outcome, limit, coverage => AddAllAsync(organization, coverage, cancel));

    /// <inheritdoc cref="IGraph.LinkedAsync"/>
    public async ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default)
    {
        var pages = new LinkedPages(organization, TypeOf(kind), context);
        List<NodeKey> linked = [];
        NodeId? last = after is { } key ? NodeId.Of(organization, key) : null;
        do
        {
            Gathered gathered = await BeginAsync(organization, cancel);
            LinkedPage page = await pages.NextAsync(gathered, last, cancel);
            linked.AddRange(await new Gathering(context, nodes, gathered, cancel).ComputeAsync(view => page.Linked(view, cancel)));
            last = page.Last;
        }
        while (last is not null && linked.Count < limit);
        return linked.Count > limit ? linked[..limit] : linked;
    }

    /// <inheritdoc cref="IGraph.KeysAsync"/>
    public async ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        NodeId? after = prefix.Length == 0 ? null : NodeId.OfTransaction(organization, prefix);
        IReadOnlyList<NodeId> nodes = await context.Store.NodesAsync(organization, TypeOf(kind), after, limit, cancel);
        IEnumerable<NodeKey> keys = nodes.Select(node => node.Key)
            .TakeWhile(key => kind == NodeKind.Issue || key.Transaction.StartsWith(prefix, StringComparison.Ordinal));
        return [.. keys.Prepend(NodeKey.OfTransaction(prefix)).Skip(after is null ? 1 : 0).Take(limit)];
    }

    private static NodeType TypeOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => NodeType.Issue,
        NodeKind.Transaction => NodeType.Transaction,
        _ => throw new ArgumentException($"Only issues and transactions are listed, not {kind}."),
    };

    /// <inheritdoc cref="IGraph.TitlesAsync"/>
    public async ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        IReadOnlyList<IssueTitle> titles = await context.Store.TitlesAsync(organization, issues, cancel);
        ILookup<IssueId, IssueTitle> byIssue = titles.ToLookup(title => title.Issue);
        Expiry expiry = Expiry;
        return [.. issues.Select(issue => Titles.Shown(byIssue[issue], visible, expiry))];
    }

    private async ValueTask AddAllAsync(OrganizationId organization, Coverage coverage, CancellationToken cancel)
    {
        foreach (NodeType type in new[] { NodeType.Trace, NodeType.UntracedEvent })
        {
            await foreach ((NodeId[] ids, IReadOnlyList<NodeLog> logs) in LogsAsync(organization, type, cancel))
            {
                Gathered gathered = await BeginAsync(organization, cancel);
                for (int i = 0; i < ids.Length; i++)
                {
                    gathered.Add(ids[i], TraceRows.Of(logs[i], context.Evidence).State.View());
                }

                gathered.Rows = await context.Cache.ReplaysAsync(organization, gathered.Replays.Values, cancel);
                coverage.Add(new GatheredView(gathered), cancel);
            }
        }
    }

    private ValueTask<T> AskAsync<T>(Func<INodeReader, ValueTask<T>> answer) =>
        hedge is null ? answer(nodes) : hedge.AskAsync(() => answer(nodes), () => answer(_stored));

    private async ValueTask<Gathered> BeginAsync(OrganizationId organization, CancellationToken cancel) =>
        new(organization, await context.Cache.OrganizationAsync(organization, cancel), Expiry, context.Evidence);

    // A deleted event does not name a replay.
    private async ValueTask<bool> IsNamedAsync(INodeReader reader, OrganizationId organization, ReplayId id, CancellationToken cancel)
    {
        ReplayEdges replay = await reader.ReplayAsync(NodeId.Of(organization, id), cancel);
        if (replay.NamedBy.Count == 0)
        {
            return false;
        }

        Gathered gathered = await BeginAsync(organization, cancel);
        var gathering = new Gathering(context, reader, gathered, cancel);
        gathering.Need(replay);
        await gathering.RunAsync();
        return await gathering.ComputeAsync(view => ReplayViews.IsNamed(view, gathered.Find(id)));
    }

    // Reads the store in bulk: calling every node would activate all of them.
    private async IAsyncEnumerable<(NodeId[] Ids, IReadOnlyList<NodeLog> Logs)> LogsAsync(
        OrganizationId organization, NodeType type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<NodeId> page = await context.Store.NodesAsync(organization, type, null, NodesAtOnce, cancel);
        while (page.Count > 0)
        {
            foreach (NodeId[] ids in page.Chunk(LogsAtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                yield return (ids, await context.Store.LoadAsync(ids, 0, cancel));
            }

            page = page.Count < NodesAtOnce
                ? []
                : await context.Store.NodesAsync(organization, type, page[^1], NodesAtOnce, cancel);
        }
    }
}
