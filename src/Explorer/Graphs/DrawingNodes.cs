using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>The nodes and edges that a drawing has so far.</summary>
internal sealed class DrawingNodes
{
    /// <summary>The most nodes of a drawing.</summary>
    internal const int Most = 2000;

    private readonly Dictionary<NodeKey, DrawnNode> _nodes = [];
    private readonly Dictionary<(NodeKey From, NodeKey To), Evidence> _edges = [];
    private bool _isCut;

    internal IEnumerable<DrawnNode> All => _nodes.Values;

    internal bool Has(NodeKey node) => _nodes.ContainsKey(node);

    /// <summary>Adds a node, or what is known of it; false if the drawing is full.</summary>
    internal bool Meet(NodeKey node, EventView? seen = null, Fate? fate = null)
    {
        DrawnNode? before = _nodes.GetValueOrDefault(node);
        if (before is null && _nodes.Count == Most)
        {
            _isCut = true;
            return false;
        }

        _nodes[node] = new(node, before?.Rest ?? 0, seen ?? before?.Event, fate ?? before?.Fate);
        return true;
    }

    /// <summary>Counts neighbours of a node that are not drawn.</summary>
    internal void AddRest(NodeKey node, int rest) => _nodes[node] = _nodes[node] with { Rest = _nodes[node].Rest + rest };

    /// <summary>Adds an edge between two nodes, or evidence to it.</summary>
    internal void Join(NodeKey a, NodeKey b, Evidence evidence)
    {
        bool isSwapped = DrawnNode.ColumnOf(a.Kind) > DrawnNode.ColumnOf(b.Kind)
            || (a.Kind == b.Kind && string.CompareOrdinal(a.Id, b.Id) > 0);
        (NodeKey, NodeKey) ends = isSwapped ? (b, a) : (a, b);
        bool isLink = a.Kind == NodeKind.Replay || b.Kind == NodeKind.Replay;
        _edges[ends] = _edges.GetValueOrDefault(ends) | (isLink ? evidence : Evidence.None);
    }

    /// <summary>What is drawn, edges with the strongest evidence first.</summary>
    internal Drawing ToDrawing() => new(
        [.. _nodes.Values],
        [.. _edges.Select(edge => new DrawnEdge(edge.Key.From, edge.Key.To, edge.Value)).OrderBy(edge => edge.Place)],
        _isCut);
}
