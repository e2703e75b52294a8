using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>
/// Answers lookups of an issue that merges or deletions concern, from the logs of all issues whose events it may have. It reads them from the
/// store and keeps them: a later lookup reads only what any silo has added since. Lookups take turns.
/// </summary>
/// <param name="issue">The issue.</param>
/// <param name="context">The context of nodes.</param>
/// <param name="nodes">The traces that evidence depends on.</param>
internal sealed class MergedIssue(NodeId issue, NodeContext context, INodeReader nodes)
{
    private readonly WeightedSemaphore _turn = new(1);
    private readonly Dictionary<NodeId, SourceLinks> _sources = [];
    private Numbering<ReplayId> _replays = new();
    private MergedPage? _page;

    /// <summary>Answers a lookup whose only key is the issue.</summary>
    /// <returns>The page; null if others must answer: the issue was merged into another one, which keeps the same links.</returns>
    /// <exception cref="GraphException">It cannot be answered now; transient.</exception>
    internal async ValueTask<LinkPage?> LookupAsync(LookupQuery query, CancellationToken cancel)
    {
        IOrganizationFacts facts = await context.Cache.OrganizationAsync(issue.Organization, cancel);

        // Read first: a page that does not have a later decision is not shown again.
        long version = facts.Version;
        IssueReach reach = IssueReach.Of(issue.Issue, query.Strict, facts);
        if (reach.HasTargets)
        {
            return null;
        }

        NodeId[] ids = [.. reach.Sources.Select(id => NodeId.Of(issue.Organization, id))];
        SourceLinks[] sources = Array.ConvertAll(ids, Of);
        IReadOnlyList<NodeVersion> versions = await context.Store.VersionsAsync(ids, cancel);
        if (Behind(sources, versions).Length == 0 && _page is { } page && page.IsValid(query, version, context.Now))
        {
            return page.Answer.Page;
        }

        await _turn.TakeAsync(issue.Organization, 1, cancel);
        try
        {
            await CatchUpAsync(ids, sources, versions, cancel);
            var gathered = new Gathered(issue.Organization, facts, context.Expiry, context.Evidence, _replays);
            gathered.Add(issue.Issue, query.Strict, reach);
            for (int i = 0; i < ids.Length; i++)
            {
                gathered.Add(ids[i], sources[i].Links, sources[i].Numbers);
            }

            return await RankAsync(gathered, query, version, sources.Sum(source => source.Links.Rows.Length), cancel);
        }
        finally
        {
            _turn.Return(1);
        }
    }

    // In turn: links that are ranked must not change.
    private async ValueTask CatchUpAsync(NodeId[] ids, SourceLinks[] sources, IReadOnlyList<NodeVersion> versions, CancellationToken cancel)
    {
        int[] behind = Behind(sources, versions);
        NodeLog[] added = await Bounded.CallAsync(
            behind, async i => (await context.Store.LoadAsync([ids[i]], sources[i].Version, cancel))[0]);
        for (int i = 0; i < added.Length; i++)
        {
            _page = sources[behind[i]].Add(added[i]) ? null : _page;
        }

        bool anyDropped = false;
        foreach (SourceLinks links in sources)
        {
            anyDropped |= links.DropExpired();
            links.Number(_replays);
        }

        if (anyDropped)
        {
            // Without the replays that are not linked any more.
            _replays = new();
            foreach (SourceLinks links in _sources.Values)
            {
                links.NumberAgain(_replays);
            }
        }
    }

    private async ValueTask<LinkPage> RankAsync(Gathered gathered, LookupQuery query, long version, int links, CancellationToken cancel)
    {
        ReplayWatch? watch = query.IsFirstPageOfOne ? new(context.Cache.Changes, _replays.Values) : null;
        gathered.Rows = await context.Cache.ReplaysAsync(issue.Organization, _replays.Values, cancel);
        TimedPage answer = await new Gathering(context, nodes, gathered, cancel).ComputeAsync(
            view => Lookup<GatheredView>.Run(view, query, cancel), elsewhere: links > context.RankElsewhereAbove);

        // Traces change on their own.
        _page = watch is not null && gathered.TraceCount == 0 ? new(answer, query.Limit, version, watch) : _page;
        return answer.Page;
    }

    private static int[] Behind(SourceLinks[] sources, IReadOnlyList<NodeVersion> versions) =>
        [.. Enumerable.Range(0, sources.Length).Where(i => sources[i].Version < versions[i].Number)];

    private SourceLinks Of(NodeId id) => _sources.TryGetValue(id, out SourceLinks? links) ? links : _sources[id] = new(context);
}
