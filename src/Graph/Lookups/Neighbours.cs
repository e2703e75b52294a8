using System.Globalization;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Walks from a node to its neighbours of one kind. A node and a replay are neighbours iff a lookup of the node finds the replay.</summary>
public sealed class Neighbours<TView>
    where TView : struct, IGraphView
{
    private readonly TView _view;
    private readonly NeighbourQuery _query;
    private readonly LinkFilter _filter;
    private readonly CancellationToken _cancel;

    private Neighbours(TView view, NeighbourQuery query, CancellationToken cancel)
    {
        (_view, _query, _cancel) = (view, query, cancel);
        _filter = new LinkFilter { Window = query.Window, Fates = query.Fates, Visible = query.Visible };
    }

    /// <summary>The page that a query asks for.</summary>
    public static NeighbourPage Of(TView view, NeighbourQuery query, CancellationToken cancel)
    {
        List<Neighbour> all = new Neighbours<TView>(view, query, cancel).All();
        int from = Math.Min(query.Passed(), all.Count);
        int count = Math.Min(query.Limit, all.Count - from);
        bool more = from + count < all.Count;
        return new NeighbourPage(all.GetRange(from, count), all.Count, more ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    private List<Neighbour> All() => (_query.Of.Kind, _query.Kind) switch
    {
        (NodeKind.Replay, NodeKind.Replay) => [],
        (NodeKind.Replay, _) => OfReplay(_view.FindReplay(_query.Of.Replay)),
        (_, NodeKind.Replay) => [.. Links(_query.Of, _filter).OrderBy(link => link.ReplayId.Value)
            .Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))],
        (NodeKind.Trace, NodeKind.Event) => Shown(new OwnEvents<TView>(_view, _filter).Of(_query.Of)),
        (NodeKind.Event, NodeKind.Trace or NodeKind.Issue or NodeKind.Transaction) => Keys(new OwnEvents<TView>(_view, _filter).Of(_query.Of)),
        (NodeKind.Issue, NodeKind.Issue) => Merged(),
        (NodeKind.Issue or NodeKind.Transaction, NodeKind.Event) => LinkedEvents(),
        _ => [],
    };

    private List<Link> Links(in NodeKey key, LinkFilter filter)
    {
        using var groups = new LinkGroups(mayRepeat: true);
        new KeyScan<TView>(_view, filter, strict: false, groups, _cancel).Scan(key);
        var ranking = new LinkRanking<TView>(_view, filter);
        var links = new List<Link>();
        foreach (ref readonly LinkGroup group in groups.Groups[..ranking.Pass(groups.Groups)])
        {
            links.Add(ranking.ToLink(group));
        }

        return links;
    }

    private List<Neighbour> LinkedEvents()
    {
        var linked = new LinkedEvents<TView>(_view, Links(_query.Of, _filter));
        new KeyScan<TView>(_view, _filter, strict: false, linked, _cancel).Scan(_query.Of);
        return Shown(linked.Shown);
    }

    private List<Neighbour> OfReplay(ReplayRef replay)
    {
        if (replay.IsNone)
        {
            return [];
        }

        LinkFilter own = _filter with { Fates = FateSet.Any };
        bool IsLinked(NodeKey key) => Links(key, own).Any(link => link.ReplayId == _query.Of.Replay);
        bool isVisible = _view.HeadOf(replay).IsVisibleTo(own.Visible);
        List<ShownEvent> arrived = isVisible ? new OwnEvents<TView>(_view, own).Of(replay) : [];
        if (_query.Kind == NodeKind.Event)
        {
            HashSet<EventId> seen = [.. arrived.Select(shown => shown.View.EventId)];
            IEnumerable<NodeKey> missing = _view.ErrorsOf(replay).ToArray().Where(id => !seen.Contains(id)).OrderBy(id => id.Value)
                .Select(NodeKey.Of);
            return [.. Shown(arrived), .. missing.Where(IsLinked).Select(key => new Neighbour(key))];
        }

        if (_query.Kind != NodeKind.Trace)
        {
            return Keys(arrived);
        }

        HashSet<TraceId> traces = [.. arrived.Select(shown => shown.View.TraceId).Where(id => !id.IsNone)];
        TraceId[] others = [.. _view.TracesOf(replay), .. TracesAround(replay)];
        traces.UnionWith(others.Distinct().Where(id => !traces.Contains(id) && IsLinked(NodeKey.Of(id))).ToList());
        return [.. traces.OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    // A shared trace is linked with a replay that its events name, also where no event is.
    private IEnumerable<TraceId> TracesAround(ReplayRef replay)
    {
        foreach (RowRef row in _view.RowsAround(replay))
        {
            if (_view.TryRead(row, out Observation o) && !o.TraceId.IsNone)
            {
                yield return o.TraceId;
            }
        }
    }

    private List<Neighbour> Merged()
    {
        IssueId issue = _query.Of.Issue;
        HashSet<IssueId> issues = [.. Merges(issue).Select(op => op.Into)];
        foreach (IssueId source in _view.Issues.Find(issue) is { } into ? into.Sources : default)
        {
            foreach (IssueOp op in Merges(source))
            {
                issues.UnionWith(op.Into == issue ? op.From : []);
            }
        }

        return [.. issues.Where(id => id != issue).OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private IEnumerable<IssueOp> Merges(IssueId id) => _view.Issues.Find(id) is { } state
        ? state.Ops.ToArray().Where(op => op.Kind == FactKind.IssueMerge && (_query.Visible is null || _query.Visible.Contains(op.Project)))
        : [];

    private static List<Neighbour> Shown(IEnumerable<ShownEvent> events) =>
    [
        .. ShownEvent.InOrder(events).Select(shown => shown.View).DistinctBy(view => view.EventId)
            .Select(view => new Neighbour(NodeKey.Of(view.EventId), view)),
    ];

    private List<Neighbour> Keys(IEnumerable<ShownEvent> events) => _query.Kind switch
    {
        NodeKind.Trace => Keys(events.Select(shown => shown.View.TraceId.Value), id => NodeKey.Of(new TraceId(id))),
        NodeKind.Issue => Keys(events.Select(shown => (UInt128)shown.View.IssueId.Value), id => NodeKey.Of(new IssueId((long)id))),
        NodeKind.Transaction => [.. events.Select(shown => shown.View.Transaction!).Where(name => name is not null).Distinct()
            .Order(LinkedKeys.ByBytes).Select(name => new Neighbour(NodeKey.OfTransaction(name)))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static List<Neighbour> Keys(IEnumerable<UInt128> ids, Func<UInt128, NodeKey> key) =>
        [.. ids.Where(id => id != default).Distinct().Order().Select(id => new Neighbour(key(id)))];
}
