using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>Collects the neighbours of the opened nodes. What an event says of itself (its issue, transaction and trace) makes edges too.</summary>
internal sealed class DrawingBuilder(PageServices services, Site site)
{
    /// <summary>The most nodes of a drawing.</summary>
    internal const int MostNodes = 2000;

    private readonly Dictionary<NodeKey, DrawnNode> _nodes = [];
    private readonly Dictionary<(NodeKey From, NodeKey To), Evidence> _edges = [];
    private bool _isCut;

    internal async Task<Drawing> BuildAsync(GraphState state)
    {
        foreach (OpenNode open in state.Open)
        {
            Meet(open.Node, null, null);
        }

        foreach (OpenNode open in state.Open.Where(open => open.Limit > 0))
        {
            foreach (NodeKind kind in NeighboursOf(open.Node.Kind))
            {
                await AddAsync(open, kind);
            }
        }

        foreach (DrawnNode node in _nodes.Values)
        {
            AddOwn(node);
        }

        await AddLinksAsync();
        return new([.. _nodes.Values], [.. _edges.Select(edge => new DrawnEdge(edge.Key.From, edge.Key.To, edge.Value))], _isCut);
    }

    private static NodeKind[] NeighboursOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => [NodeKind.Event, NodeKind.Replay, NodeKind.Issue],
        NodeKind.Transaction => [NodeKind.Event, NodeKind.Replay],
        NodeKind.Trace => [NodeKind.Event, NodeKind.Replay],
        NodeKind.Event => [NodeKind.Issue, NodeKind.Transaction, NodeKind.Trace, NodeKind.Replay],
        _ => [NodeKind.Event, NodeKind.Trace, NodeKind.Issue, NodeKind.Transaction],
    };

    private async Task AddAsync(OpenNode open, NodeKind kind)
    {
        var query = new NeighbourQuery(open.Node, kind) { Visible = site.Caller.Projects, Limit = open.Limit };
        NeighbourPage page = await services.RunAsync(cancel => services.Graph.NeighboursAsync(site.Caller.Organization, query, cancel));
        foreach (Neighbour one in page.Items)
        {
            if (Meet(one.Node, one.Event, one.Link?.Fate))
            {
                Join(open.Node, one.Node, one.Link?.Evidence ?? one.Event?.Evidence ?? Evidence.None);
            }
        }

        int rest = page.Total - page.Items.Count;
        _nodes[open.Node] = _nodes[open.Node] with { Rest = _nodes[open.Node].Rest + rest };
    }

    // Edges to nodes that are drawn anyway.
    private void AddOwn(DrawnNode node)
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
            if (other is { } drawn && _nodes.ContainsKey(drawn))
            {
                Join(node.Node, drawn, Evidence.None);
            }
        }
    }

    // The evidence between the events and the replays that are drawn, whichever node they were reached from.
    private async Task AddLinksAsync()
    {
        NodeKey[] events = [.. _nodes.Keys.Where(node => node.Kind == NodeKind.Event).Take(LookupQuery.MaxKeys)];
        if (events.Length == 0)
        {
            return;
        }

        var query = new LookupQuery
        {
            Keys = events,
            Filter = new() { Fates = FateSet.Any, Visible = site.Caller.Projects },
            Limit = LookupQuery.MaxLimit,
            Events = true,
        };
        LinkPage page = await services.RunAsync(cancel => services.Graph.LookupAsync(site.Caller.Organization, query, cancel));
        foreach (EventView one in page.Events!)
        {
            (NodeKey seen, NodeKey replay) = (NodeKey.Of(one.EventId), NodeKey.Of(one.ReplayId));
            if (_nodes.ContainsKey(seen) && _nodes.ContainsKey(replay))
            {
                Join(seen, replay, one.Evidence);
            }
        }
    }

    private bool Meet(NodeKey node, EventView? seen, Fate? fate)
    {
        DrawnNode? before = _nodes.GetValueOrDefault(node);
        if (before is null && _nodes.Count == MostNodes)
        {
            _isCut = true;
            return false;
        }

        _nodes[node] = new(node, before?.Rest ?? 0, seen ?? before?.Event, fate ?? before?.Fate);
        return true;
    }

    private void Join(NodeKey a, NodeKey b, Evidence evidence)
    {
        bool isSwapped = DrawnNode.ColumnOf(a.Kind) > DrawnNode.ColumnOf(b.Kind)
            || (a.Kind == b.Kind && string.CompareOrdinal(a.Id, b.Id) > 0);
        (NodeKey, NodeKey) ends = isSwapped ? (b, a) : (a, b);
        bool isLink = a.Kind == NodeKind.Replay || b.Kind == NodeKind.Replay;
        _edges[ends] = _edges.GetValueOrDefault(ends) | (isLink ? evidence : Evidence.None);
    }
}
