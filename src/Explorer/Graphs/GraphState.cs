using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>
/// What is drawn, as the URL holds it: <c>open=issue/17&amp;open=50:trace/...&amp;pin=replay/...</c>. The first opened node is the one in
/// focus. Pinned nodes stay in view when what led to them is closed.
/// </summary>
public sealed class GraphState
{
    private const int MostNamed = 100;

    private readonly Dictionary<NodeKey, int> _limits;
    private readonly HashSet<NodeKey> _pinned;
    private readonly string _query;

    private GraphState(List<OpenNode> open, List<NodeKey> pinned)
    {
        (Open, Pinned) = (open, pinned);
        _limits = open.ToDictionary(one => one.Node, one => one.Limit);
        _pinned = [.. pinned];
        _query = Query(open, pinned);
    }

    /// <summary>The opened nodes, in order.</summary>
    public IReadOnlyList<OpenNode> Open { get; }

    /// <summary>The pinned nodes.</summary>
    public IReadOnlyList<NodeKey> Pinned { get; }

    /// <summary>The node in focus.</summary>
    public NodeKey Focus => Open[0].Node;

    /// <summary>Reads it; null and what is wrong if it is not valid.</summary>
    internal static GraphState? Read(IQueryCollection query, out string error)
    {
        List<OpenNode> open = [];
        foreach (string? text in query["open"])
        {
            if (!OpenNode.TryParse(text ?? "", out OpenNode one))
            {
                error = $"open: '{Excerpt.Of(text ?? "")}' is not a node; expected issue/17, or 50:issue/17 for more neighbours";
                return null;
            }

            open.Add(one);
        }

        List<NodeKey> pinned = [];
        foreach (string? text in query["pin"])
        {
            if (!OpenNode.TryParseNode(text ?? "", out NodeKey node))
            {
                error = $"pin: '{Excerpt.Of(text ?? "")}' is not a node; expected issue/17";
                return null;
            }

            pinned.Add(node);
        }

        error = open.Count == 0 ? "open names no node: expected open=issue/17"
            : open.Count + pinned.Count > MostNamed ? $"{open.Count + pinned.Count} nodes are open or pinned; the limit is {MostNamed}"
            : "";
        return error.Length == 0 ? new([.. open.DistinctBy(one => one.Node)], [.. pinned.Distinct()]) : null;
    }

    /// <summary>How many of a node's neighbours of each kind are drawn; null if it is not open.</summary>
    internal int? LimitOf(NodeKey node) => _limits.TryGetValue(node, out int limit) ? limit : null;

    internal bool IsPinned(NodeKey node) => _pinned.Contains(node);

    /// <summary>The URL where a closed node is open.</summary>
    internal string WithOpen(NodeKey node) => Url($"{_query}&open={OpenNode.Name(node)}", node);

    /// <summary>The URL where an open node has this many neighbours of each kind.</summary>
    internal string WithLimit(NodeKey node, int limit) =>
        Url(Query(Open.Select(one => one.Node == node ? one with { Limit = limit } : one), Pinned), node);

    /// <summary>The URL where an open node is closed; null if no other is open. If it was in focus, the next one is.</summary>
    internal string? WithoutOpen(NodeKey node) => Open.Count > 1 ? Url(Query(Open.Where(one => one.Node != node), Pinned), node) : null;

    /// <summary>The URL where a node is pinned.</summary>
    internal string WithPin(NodeKey node) => Url($"{_query}&pin={OpenNode.Name(node)}", node);

    /// <summary>The URL where a node is not pinned.</summary>
    internal string WithoutPin(NodeKey node) => Url(Query(Open, Pinned.Where(one => one != node)), node);

    /// <summary>The URL where only this node is open. What is pinned stays.</summary>
    internal string WithFocus(NodeKey node) => Query([new(node, LimitOf(node) ?? OpenNode.FirstLimit)], Pinned);

    // The fragment keeps the node in sight when the page is loaded again.
    private static string Url(string query, NodeKey node) => $"{query}#{OpenNode.Name(node)}";

    private static string Query(IEnumerable<OpenNode> open, IEnumerable<NodeKey> pinned) =>
        "?" + string.Join('&', [.. open.Select(one => "open=" + one.Text), .. pinned.Select(one => "pin=" + OpenNode.Name(one))]);
}
