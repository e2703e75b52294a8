using ReplayGraph.Cluster.Ids;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Answers a lookup from what was gathered for it: counts, links, pages and filters cannot disagree.</summary>
internal sealed class LookupRun
{
    private readonly Gathered _gathered;
    private readonly LookupQuery _query;
    private readonly CancellationToken _cancel;
    private readonly LinkGroups _groups;
    private Timestamp _validUntil = new(long.MaxValue);

    private LookupRun(Gathered gathered, LookupQuery query, CancellationToken cancel)
    {
        (_gathered, _query, _cancel) = (gathered, query, cancel);
        _groups = new(gathered.Replays.Count);
    }

    internal static TimedPage Of(Gathered gathered, LookupQuery query, CancellationToken cancel)
    {
        var run = new LookupRun(gathered, query, cancel);
        LinkPage page = run.Page(query, query.Keys);
        if (query.ByKey)
        {
            page = page with { ByKey = [.. query.Keys.Select(run.OfKey)] };
        }

        return new(query.Events ? page with { Events = run.Events(page) } : page, run._validUntil);
    }

    private KeyLinks OfKey(NodeKey key)
    {
        LinkPage page = Page(_query with { After = null }, [key]);
        return new(key, page.Links, page.Total, page.IsKnown);
    }

    private LinkPage Page(LookupQuery query, IReadOnlyList<NodeKey> keys)
    {
        LinkRanking ranking = Ranking();
        LinkPage page = ranking.Page(ranking.Pass(Group(keys)), query);
        _validUntil = ranking.FirstExpiry < _validUntil ? ranking.FirstExpiry : _validUntil;
        if (page.Total > 0)
        {
            return page;
        }

        var known = new KnownKeys(_gathered, query.Filter.Visible, _cancel);
        page = page with { IsKnown = known.Any(keys) };
        _validUntil = known.FirstExpiry < _validUntil ? known.FirstExpiry : _validUntil;
        return page;
    }

    private LinkRanking Ranking() => new(_gathered.Rows, _query.Filter, _gathered.Moment.Now);

    private ReadOnlySpan<LinkGroup> Group(IReadOnlyList<NodeKey> keys)
    {
        _groups.Begin(MayRepeat(keys));
        var scan = new KeyScan(_gathered, _query.Filter, _query.Strict, _groups, _cancel);
        foreach (NodeKey key in keys)
        {
            scan.Scan(key);
        }

        _validUntil = scan.FirstExpiry < _validUntil ? scan.FirstExpiry : _validUntil;
        return _groups.Groups;
    }

    private IReadOnlyList<EventView> Events(LinkPage page)
    {
        var views = new EventViews(_gathered, page.Links.Select(link => link.ReplayId));
        var scan = new KeyScan(_gathered, _query.Filter, _query.Strict, views, _cancel);
        foreach (NodeKey key in _query.Keys)
        {
            scan.Scan(key);
        }

        return views.Sorted;
    }

    // In the links of one issue or transaction, an event stands twice only if it was observed twice.
    private bool MayRepeat(IReadOnlyList<NodeKey> keys) => keys is not [var key] || key.Kind switch
    {
        NodeKind.Issue => !_gathered.ReachOf(key.Issue, _query.Strict).IsAlone || HasTwins(NodeId.Of(_gathered.Organization, key.Issue)),
        NodeKind.Transaction => HasTwins(NodeId.OfTransaction(_gathered.Organization, key.Transaction)),
        _ => true,
    };

    private bool HasTwins(NodeId owner) => _gathered.Links(owner) is { Table.HasTwins: true };
}
