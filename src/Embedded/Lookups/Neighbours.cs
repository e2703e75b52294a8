using System.Globalization;
using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Walks from a node to its neighbours of one kind.</summary>
internal sealed class Neighbours
{
    private readonly OrganizationNodes _nodes;
    private readonly NeighbourQuery _query;
    private readonly Timestamp _now;
    private readonly LinkFilter _filter;

    private Neighbours(OrganizationNodes nodes, NeighbourQuery query, Timestamp now)
    {
        (_nodes, _query, _now) = (nodes, query, now);
        _filter = new LinkFilter { Window = query.Window, Fates = query.Fates, Visible = query.Visible };
    }

    internal static NeighbourPage Of(OrganizationNodes nodes, NeighbourQuery query, Timestamp now)
    {
        List<Neighbour> all = new Neighbours(nodes, query, now).All();
        int from = Math.Clamp(query.After is null ? 0 : int.Parse(query.After, NumberStyles.None, CultureInfo.InvariantCulture), 0, all.Count);
        int count = Math.Min(query.Limit, all.Count - from);
        bool more = from + count < all.Count;
        return new NeighbourPage(all.GetRange(from, count), all.Count, more ? (from + count).ToString(CultureInfo.InvariantCulture) : null);
    }

    private List<Neighbour> All() => (_query.Of.Kind, _query.Kind) switch
    {
        (NodeKind.Replay, NodeKind.Replay) => [],
        (NodeKind.Replay, NodeKind.Trace) => TracesOfReplay(),
        (NodeKind.Replay, _) => FromEvents(EventsOfReplay()),
        (_, NodeKind.Replay) => Replays(),
        (NodeKind.Event or NodeKind.Trace, _) => FromEvents(EventsAt()),
        (NodeKind.Issue, NodeKind.Issue) => Merged(),
        (_, NodeKind.Event) => FromEvents(LinkedEvents()),
        _ => [],
    };

    private List<Neighbour> Replays()
    {
        var groups = new LinkGroups(_nodes, mayRepeat: true);
        new KeyScan(_nodes, _filter, _now, strict: false, groups).Scan(_query.Of);
        return [.. new LinkRanking(_nodes, _filter, _now).Rank(groups.Groups, Sort.Best)
            .OrderBy(link => link.ReplayId.Value).Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))];
    }

    // The events of an issue or a transaction that are linked with a replay, each once, without it.
    private IEnumerable<EventView> LinkedEvents()
    {
        var groups = new LinkGroups(_nodes, mayRepeat: true);
        new KeyScan(_nodes, _filter, _now, strict: false, groups).Scan(_query.Of);
        HashSet<ReplayId> replays = [.. new LinkRanking(_nodes, _filter, _now).Rank(groups.Groups, Sort.Best).Select(link => link.ReplayId)];
        var views = new EventViews(_nodes, replays.Select(_nodes.FindReplay).ToHashSet());
        new KeyScan(_nodes, _filter, _now, strict: false, views).Scan(_query.Of);
        return views.Sorted.Select(view => view with { ReplayId = default, Evidence = Evidence.None });
    }

    private IEnumerable<EventView> EventsAt() => View(_query.Of.Kind == NodeKind.Event
        ? RowsOf(_query.Of.Event)
        : RowsOf(_query.Of.Trace));

    // What happened in a replay: in the traces that it lists, the events that it lists, and the events that name it.
    private IEnumerable<EventView> EventsOfReplay()
    {
        if (Find() is not { } node)
        {
            return [];
        }

        HashSet<uint> rows = [.. node.NamedBy.Items];
        foreach (TraceId trace in node.State.Traces.Items)
        {
            rows.UnionWith(RowsOf(trace));
        }

        foreach (EventId id in node.State.Errors.Items)
        {
            rows.UnionWith(RowsOf(id).Where(row => _nodes.TryRead(row, out Observation o, out _)
                && _nodes.Marks.Find(id) is { } marks
                && marks.Lists(new(_nodes.FindReplay(_query.Of.Replay)), o.ProjectId)));
        }

        return View(rows);
    }

    private List<Neighbour> TracesOfReplay()
    {
        if (Find() is not { } node)
        {
            return [];
        }

        IEnumerable<TraceId> listed = node.State.Traces.Items.ToArray();
        return [.. listed.Concat(View(node.NamedBy.Items.ToArray()).Select(view => view.TraceId)).Where(id => !id.IsNone)
            .Distinct().OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private List<Neighbour> Merged()
    {
        if (_nodes.FindIssue(_query.Of.Issue) is not { } node)
        {
            return [];
        }

        HashSet<IssueId> issues = [.. node.State.Sources];
        foreach (IssueOp op in node.State.Ops)
        {
            issues.Add(op.Into);
        }

        return [.. issues.Where(id => !id.IsNone && id != _query.Of.Issue).OrderBy(id => id.Value).Select(id => new Neighbour(NodeKey.Of(id)))];
    }

    private ReplayNode? Find()
    {
        ReplayNode? node = _nodes.FindReplay(_query.Of.Replay) is not 0 and int number ? _nodes.Replay(number) : null;
        ProjectId project = node?.State.Summary.ProjectId ?? default;
        return _query.Visible is null || project.IsNone || _query.Visible.Contains(project) ? node : null;
    }

    private List<Neighbour> FromEvents(IEnumerable<EventView> events) => _query.Kind switch
    {
        NodeKind.Event => [.. events.Select(view => new Neighbour(NodeKey.Of(view.EventId), view))],
        NodeKind.Trace => Keys(events.Where(view => !view.TraceId.IsNone).Select(view => view.TraceId.Value), id => NodeKey.Of(new TraceId(id))),
        NodeKind.Issue => Keys(events.Where(view => !view.IssueId.IsNone).Select(view => (UInt128)view.IssueId.Value), id => NodeKey.Of(new IssueId((long)id))),
        NodeKind.Transaction => [.. events.Where(view => view.Transaction is not null).Select(view => view.Transaction!).Distinct()
            .Order(StringComparer.Ordinal).Select(name => new Neighbour(NodeKey.OfTransaction(name)))],
        _ => [],
    };

    private static List<Neighbour> Keys(IEnumerable<UInt128> ids, Func<UInt128, NodeKey> key) =>
        [.. ids.Distinct().Order().Select(id => new Neighbour(key(id)))];

    private List<EventView> View(IEnumerable<uint> rows)
    {
        var events = new EventFilter(_nodes, _filter, _now);
        List<EventView> views = [];
        foreach (uint row in rows)
        {
            if (_nodes.TryRead(row, out Observation o, out RowState state)
                && Belonging.TryResolve(o, (state & RowState.Diverted) == 0 ? null : _nodes.Marks.Find(o.EventId), _nodes, out IssueId issue)
                && events.Passes(ref o, issue))
            {
                views.Add(EventViews.View(o, issue, default, Evidence.None));
            }
        }

        return [.. views.DistinctBy(view => (view.ProjectId, view.EventId, view.IssueId)).OrderByDescending(view => view.Timestamp)
            .ThenBy(view => view.EventId.Value).ThenBy(view => view.ProjectId.Value).ThenBy(view => view.IssueId.Value)];
    }

    private List<uint> RowsOf(TraceId id)
    {
        List<uint> rows = [];
        int trace = _nodes.Traces.Find(id);
        for (uint row = trace == 0 ? 0 : _nodes.Traces[trace].Head; _nodes.Rows.Holds(row); row = ObservationRow.Before(_nodes.Rows.From(row)))
        {
            rows.Add(row);
        }

        return rows;
    }

    private List<uint> RowsOf(EventId id)
    {
        List<uint> rows = [];
        FingerprintIndex.Candidates candidates = _nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            if (_nodes.Rows.Holds(row) && ObservationRow.Event(_nodes.Rows.From(row)) == id)
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
