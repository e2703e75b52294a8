using System.Globalization;
using System.Text;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>
/// Walks from a node to its neighbours of one kind. A node and a replay are neighbours iff a lookup of the node finds the replay.
/// </summary>
internal sealed class Neighbours(Gathered gathered, NeighbourQuery query, CancellationToken cancel)
{
    private readonly LinkFilter _filter = new() { Window = query.Window, Fates = query.Fates, Visible = query.Visible };
    private readonly LinkGroups _groups = new(gathered.Replays.Count);

    /// <summary>Names by their bytes in UTF-8.</summary>
    internal static Comparer<string> ByBytes { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>The replay whose neighbours are asked for; null if those of another node are.</summary>
    internal ReplayEdges? Replay { get; init; }

    /// <summary>The page that is asked for.</summary>
    internal NeighbourPage Page()
    {
        List<Neighbour> all = All();
        int from = Math.Min(query.Passed(), all.Count);
        int count = Math.Min(query.Limit, all.Count - from);
        bool more = from + count < all.Count;
        return new(all.GetRange(from, count), all.Count, more ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    private List<Neighbour> All() => (query.Of.Kind, query.Kind) switch
    {
        (NodeKind.Replay, NodeKind.Replay) => [],
        (NodeKind.Replay, _) => OfReplay(Replay!),
        (_, NodeKind.Replay) => [.. Links(query.Of, _filter).OrderBy(link => link.ReplayId.Value)
            .Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))],
        (NodeKind.Trace, NodeKind.Event) => Shown(new OwnEvents(gathered, _filter).Of(query.Of)),
        (NodeKind.Event, NodeKind.Trace or NodeKind.Issue or NodeKind.Transaction) => Keys(new OwnEvents(gathered, _filter).Of(query.Of)),
        (NodeKind.Issue, NodeKind.Issue) => Merged(),
        (NodeKind.Issue or NodeKind.Transaction, NodeKind.Event) => LinkedEvents(),
        _ => [],
    };

    private List<Link> Links(NodeKey key, LinkFilter filter)
    {
        _groups.Begin(mayRepeat: true);
        new KeyScan(gathered, filter, strict: false, _groups, cancel).Scan(key);
        var ranking = new LinkRanking(gathered.Rows, filter, gathered.Moment.Now);
        return [.. ranking.Pass(_groups.Groups).Select(group => ranking.ToLink(group))];
    }

    private List<Neighbour> LinkedEvents()
    {
        var linked = new LinkedEvents(gathered, Links(query.Of, _filter).Select(link => link.ReplayId));
        new KeyScan(gathered, _filter, strict: false, linked, cancel).Scan(query.Of);
        return Shown(linked.Shown);
    }

    private List<Neighbour> OfReplay(ReplayEdges replay)
    {
        LinkFilter own = _filter with { Fates = FateSet.Any };
        bool IsLinked(NodeKey key) => Links(key, own).Any(link => link.ReplayId == query.Of.Replay);
        ReplayRow row = gathered.Rows[gathered.Find(query.Of.Replay)];
        List<ShownEvent> come = row.ProjectId.IsNone || IsVisible(row.ProjectId) ? new OwnEvents(gathered, own).Of(query.Of.Replay) : [];
        if (query.Kind == NodeKind.Event)
        {
            HashSet<EventId> seen = [.. come.Select(shown => shown.View.EventId)];
            IEnumerable<NodeKey> notCome = replay.Errors.Where(id => !seen.Contains(id)).OrderBy(id => id.Value).Select(NodeKey.Of);
            return [.. Shown(come), .. notCome.Where(IsLinked).Select(key => new Neighbour(key))];
        }

        if (query.Kind != NodeKind.Trace)
        {
            return Keys(come);
        }

        HashSet<TraceId> traces = [.. come.Select(shown => shown.View.TraceId).Where(id => !id.IsNone)];
        traces.UnionWith(replay.Traces.Where(id => !traces.Contains(id) && IsLinked(NodeKey.Of(id))).ToList());
        return [.. traces.OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private List<Neighbour> Merged()
    {
        HashSet<IssueId> issues = [.. Merges(query.Of.Issue).Select(op => op.Into)];
        foreach (IssueId source in gathered.Facts.Find(query.Of.Issue) is { } into ? into.Sources : default)
        {
            foreach (IssueOp op in Merges(source))
            {
                issues.UnionWith(op.Into == query.Of.Issue ? op.From : []);
            }
        }

        return [.. issues.Where(id => id != query.Of.Issue).OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private IEnumerable<IssueOp> Merges(IssueId id) => gathered.Facts.Find(id) is { } state
        ? state.Ops.ToArray().Where(op => op.Kind == Facts.FactKind.IssueMerge && IsVisible(op.Project))
        : [];

    private bool IsVisible(ProjectId project) => query.Visible is null || query.Visible.Contains(project);

    private static List<Neighbour> Shown(IEnumerable<ShownEvent> events) =>
    [
        .. ShownEvent.InOrder(events).Select(shown => shown.View).DistinctBy(view => view.EventId)
            .Select(view => new Neighbour(NodeKey.Of(view.EventId), view)),
    ];

    private List<Neighbour> Keys(IEnumerable<ShownEvent> events) => query.Kind switch
    {
        NodeKind.Trace => Keys(events.Select(shown => shown.View.TraceId.Value), id => NodeKey.Of(new TraceId(id))),
        NodeKind.Issue => Keys(events.Select(shown => (UInt128)shown.View.IssueId.Value), id => NodeKey.Of(new IssueId((long)id))),
        NodeKind.Transaction => [.. events.Select(shown => shown.View.Transaction!).Where(name => name is not null).Distinct()
            .Order(ByBytes).Select(name => new Neighbour(NodeKey.OfTransaction(name)))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static List<Neighbour> Keys(IEnumerable<UInt128> ids, Func<UInt128, NodeKey> key) =>
        [.. ids.Where(id => id != default).Distinct().Order().Select(id => new Neighbour(key(id)))];
}
