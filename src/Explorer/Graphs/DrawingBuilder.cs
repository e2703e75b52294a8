using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>
/// Collects the neighbours of the opened nodes, the pinned nodes, and the edges between all of them. What an event says of itself (its
/// issue, transaction and trace) makes edges too.
/// </summary>
internal sealed class DrawingBuilder(PageServices services, Site site)
{
    // Few enough that the events of their links fit into an answer.
    private const int EventsAtOnce = 250;

    private readonly DrawingNodes _nodes = new();

    internal async Task<Drawing> BuildAsync(GraphState state)
    {
        foreach (NodeKey node in state.Open.Select(open => open.Node).Concat(state.Pinned))
        {
            _nodes.Meet(node);
        }

        foreach (OpenNode open in state.Open)
        {
            foreach (NodeKind kind in NeighboursOf(open.Node.Kind))
            {
                (IReadOnlyList<Neighbour> items, int total) = await ReadAsync(open, kind);
                foreach (Neighbour one in items)
                {
                    _nodes.Meet(one.Node, one.Event, one.Link?.Fate);
                    Join(open.Node, one);
                }

                _nodes.AddRest(open.Node, total - items.Count);
            }
        }

        foreach (NodeKey pinned in state.Pinned.Where(node => state.LimitOf(node) is null))
        {
            foreach (NodeKind kind in NeighboursOf(pinned.Kind))
            {
                (IReadOnlyList<Neighbour> items, _) = await ReadAsync(new(pinned, LookupQuery.MaxLimit), kind);
                foreach (Neighbour one in items)
                {
                    Join(pinned, one);
                }
            }
        }

        foreach (DrawnNode node in _nodes.All)
        {
            JoinOwn(node);
        }

        await JoinLinksAsync();
        return _nodes.ToDrawing();
    }

    private static NodeKind[] NeighboursOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => [NodeKind.Event, NodeKind.Replay, NodeKind.Issue],
        NodeKind.Transaction => [NodeKind.Event, NodeKind.Replay],
        NodeKind.Trace => [NodeKind.Event, NodeKind.Replay],
        NodeKind.Event => [NodeKind.Issue, NodeKind.Transaction, NodeKind.Trace, NodeKind.Replay],
        _ => [NodeKind.Event, NodeKind.Trace, NodeKind.Issue, NodeKind.Transaction],
    };

    // Replays as a lookup ranks them, best first; all else as the graph lists neighbours.
    private async Task<(IReadOnlyList<Neighbour> Items, int Total)> ReadAsync(OpenNode of, NodeKind kind)
    {
        if (kind == NodeKind.Replay)
        {
            LinkPage links = await LookupAsync([of.Node], of.Limit, events: false);
            return ([.. links.Links.Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))], links.Total);
        }

        var query = new NeighbourQuery(of.Node, kind) { Visible = site.Caller.Projects, Limit = of.Limit };
        NeighbourPage page = await services.RunAsync(cancel => services.Graph.NeighboursAsync(site.Caller.Organization, query, cancel));
        return (page.Items, page.Total);
    }

    private Task<LinkPage> LookupAsync(NodeKey[] keys, int limit, bool events)
    {
        var query = new LookupQuery
        {
            Keys = keys,
            Filter = new() { Fates = FateSet.Any, Visible = site.Caller.Projects },
            Limit = limit,
            Events = events,
        };
        return services.RunAsync(cancel => services.Graph.LookupAsync(site.Caller.Organization, query, cancel));
    }

    private void Join(NodeKey node, Neighbour other)
    {
        if (_nodes.Has(other.Node))
        {
            _nodes.Join(node, other.Node, other.Link?.Evidence ?? other.Event?.Evidence ?? Evidence.None);
        }
    }

    // Edges to nodes that are drawn anyway.
    private void JoinOwn(DrawnNode node)
    {
        if (node.Event is not { } one)
        {
            return;
        }

        NodeKey?[] own =
        [
            one.IssueId.IsNone ? null : NodeKey.Of(one.IssueId),
            one.Transaction is { } name ? NodeKey.OfTransaction(name) : null,
            one.TraceId.IsNone ? null : NodeKey.Of(one.TraceId),
        ];
        foreach (NodeKey? other in own)
        {
            if (other is { } drawn && _nodes.Has(drawn))
            {
                _nodes.Join(node.Node, drawn, Evidence.None);
            }
        }
    }

    // The evidence between the events and the replays that are drawn, whichever node they were reached from.
    private async Task JoinLinksAsync()
    {
        foreach (NodeKey[] events in _nodes.All.Select(node => node.Node).Where(node => node.Kind == NodeKind.Event).Chunk(EventsAtOnce))
        {
            LinkPage page = await LookupAsync(events, LookupQuery.MaxLimit, events: true);
            foreach (EventView one in page.Events!)
            {
                (NodeKey seen, NodeKey replay) = (NodeKey.Of(one.EventId), NodeKey.Of(one.ReplayId));
                if (_nodes.Has(seen) && _nodes.Has(replay))
                {
                    _nodes.Join(seen, replay, one.Evidence);
                }
            }
        }
    }
}
