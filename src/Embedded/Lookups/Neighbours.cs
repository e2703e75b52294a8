using System.Globalization;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Walks from a node to its neighbours of one kind. A node and a replay are neighbours iff a lookup of the node finds the replay.</summary>
internal sealed class Neighbours
{
    private readonly OrganizationNodes _nodes;
    private readonly NeighbourQuery _query;
    private readonly Timestamp _now;
    private readonly LinkFilter _filter;
    private readonly CancellationToken _cancel;

    private Neighbours(OrganizationNodes nodes, NeighbourQuery query, Timestamp now, CancellationToken cancel)
    {
        (_nodes, _query, _now, _cancel) = (nodes, query, now, cancel);
        _filter = new LinkFilter { Window = query.Window, Fates = query.Fates, Visible = query.Visible };
    }

    internal static NeighbourPage Of(OrganizationNodes nodes, NeighbourQuery query, Timestamp now, CancellationToken cancel)
    {
        List<Neighbour> all = new Neighbours(nodes, query, now, cancel).All();
        int from = Math.Min(query.Passed(), all.Count);
        int count = Math.Min(query.Limit, all.Count - from);
        bool more = from + count < all.Count;
        return new NeighbourPage(all.GetRange(from, count), all.Count, more ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    private List<Neighbour> All() => (_query.Of.Kind, _query.Kind) switch
    {
        (NodeKind.Replay, NodeKind.Replay) => [],
        (NodeKind.Replay, _) => OfReplay(),
        (_, NodeKind.Replay) => [.. Links(_query.Of, _filter).OrderBy(link => link.ReplayId.Value)
            .Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))],
        (NodeKind.Trace, NodeKind.Event) => Shown(new OwnEvents(_nodes, _filter, _now).Of(_query.Of)),
        (NodeKind.Event, NodeKind.Trace or NodeKind.Issue or NodeKind.Transaction) => Keys(new OwnEvents(_nodes, _filter, _now).Of(_query.Of)),
        (NodeKind.Issue, NodeKind.Issue) => Merged(),
        (NodeKind.Issue or NodeKind.Transaction, NodeKind.Event) => LinkedEvents(),
        _ => [],
    };

    private List<Link> Links(in NodeKey key, LinkFilter filter)
    {
        using var groups = new LinkGroups(_nodes, mayRepeat: true);
        new KeyScan(_nodes, filter, _now, strict: false, groups, _cancel).Scan(key);
        return [.. new LinkRanking(_nodes, filter, _now).Pass(groups.Groups, out _).Select(candidate => candidate.ToLink(_nodes, _now))];
    }

    private List<Neighbour> LinkedEvents()
    {
        HashSet<int> replays = [.. Links(_query.Of, _filter).Select(link => _nodes.FindReplay(link.ReplayId))];
        var linked = new LinkedEvents(_nodes, replays);
        new KeyScan(_nodes, _filter, _now, strict: false, linked, _cancel).Scan(_query.Of);
        return Shown(linked.Shown);
    }

    private List<Neighbour> OfReplay()
    {
        int replay = _nodes.FindReplay(_query.Of.Replay);
        if (replay == 0)
        {
            return [];
        }

        LinkFilter own = _filter with { Fates = FateSet.Any };
        bool IsLinked(NodeKey key) => Links(key, own).Any(link => link.ReplayId == _query.Of.Replay);
        PackedReplay node = _nodes.Replay(replay);
        ProjectId project = node.State.Summary.ProjectId;
        bool isVisible = own.Visible is null || project.IsNone || own.Visible.Contains(project);
        List<ShownEvent> come = isVisible ? new OwnEvents(_nodes, own, _now).Of(replay) : [];
        if (_query.Kind == NodeKind.Event)
        {
            HashSet<EventId> seen = [.. come.Select(shown => shown.View.EventId)];
            IEnumerable<NodeKey> notCome = node.State.Errors.Items.ToArray().Where(id => !seen.Contains(id)).OrderBy(id => id.Value)
                .Select(NodeKey.Of);
            return [.. Shown(come), .. notCome.Where(IsLinked).Select(key => new Neighbour(key))];
        }

        if (_query.Kind != NodeKind.Trace)
        {
            return Keys(come);
        }

        HashSet<TraceId> traces = [.. come.Select(shown => shown.View.TraceId).Where(id => !id.IsNone)];
        traces.UnionWith(node.State.Traces.Items.ToArray().Where(id => !traces.Contains(id) && IsLinked(NodeKey.Of(id))));
        return [.. traces.OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private List<Neighbour> Merged()
    {
        HashSet<IssueId> issues = [];
        foreach (IssueId source in _nodes.FindIssue(_query.Of.Issue) is { } into ? into.State.Sources : default)
        {
            foreach (IssueOp op in Merges(source))
            {
                issues.UnionWith(op.Into == _query.Of.Issue ? op.From : []);
            }
        }

        issues.UnionWith(Merges(_query.Of.Issue).Select(op => op.Into));
        return [.. issues.Where(id => id != _query.Of.Issue).OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private IEnumerable<IssueOp> Merges(IssueId id) => _nodes.FindIssue(id) is { } node
        ? node.State.Ops.ToArray().Where(op => op.Kind == Facts.FactKind.IssueMerge && (_query.Visible is null || _query.Visible.Contains(op.Project)))
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
