using System.Globalization;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>A node that a person has opened, and how many of its neighbours of each kind are drawn; 0: it is only kept in view.</summary>
public readonly record struct OpenNode(NodeKey Node, int Limit);

/// <summary>What is drawn, as the URL holds it: <c>open=issue/17&amp;open=50:trace/...</c>. The first node is the one in focus.</summary>
public sealed class GraphState
{
    /// <summary>The neighbours of each kind that are drawn at first.</summary>
    internal const int FirstLimit = 10;

    private const int MostOpen = 100;

    private GraphState(IReadOnlyList<OpenNode> open) => Open = open;

    /// <summary>The opened nodes, in order.</summary>
    public IReadOnlyList<OpenNode> Open { get; }

    /// <summary>The node in focus.</summary>
    public NodeKey Focus => Open[0].Node;

    /// <summary>Reads it; null and what is wrong if it is not valid.</summary>
    internal static GraphState? Read(IQueryCollection query, out string error)
    {
        error = "";
        List<OpenNode> open = [];
        foreach (string? text in query["open"])
        {
            if (!TryParse(text ?? "", out OpenNode one, out error))
            {
                return null;
            }

            if (!open.Any(other => other.Node == one.Node))
            {
                open.Add(one);
            }
        }

        error = open.Count == 0 ? "open names no node: expected open=issue/17"
            : open.Count > MostOpen ? $"{open.Count} nodes are open; the limit is {MostOpen}"
            : "";
        return error.Length == 0 ? new(open) : null;
    }

    /// <summary>How many of a node's neighbours of each kind are drawn; null if it is not open.</summary>
    internal int? LimitOf(NodeKey node) => Open.Where(one => one.Node == node).Select(one => (int?)one.Limit).FirstOrDefault();

    /// <summary>The URL where a node has this many neighbours of each kind.</summary>
    internal string With(NodeKey node, int limit) => Query(
        LimitOf(node) is null
            ? [.. Open, new(node, limit)]
            : Open.Select(one => one.Node == node ? one with { Limit = limit } : one));

    /// <summary>The URL where a node is not open.</summary>
    internal string Without(NodeKey node) => Query(Open.Where(one => one.Node != node));

    private static string Query(IEnumerable<OpenNode> open) => QueryString.Create(open.Select(one => KeyValuePair.Create<string, string?>(
        "open", (one.Limit == FirstLimit ? "" : string.Create(CultureInfo.InvariantCulture, $"{one.Limit}:")) + one.Node))).ToString();

    private static bool TryParse(string text, out OpenNode open, out string error)
    {
        (open, error) = (default, $"open: '{Api.Problems.Excerpt.Of(text)}' is not a node; expected issue/17, or 50:issue/17 for more neighbours");
        int limit = FirstLimit, colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        {
            text = text[(colon + 1)..];
        }
        else
        {
            limit = FirstLimit;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        NodeKind kind = slash > 0 ? EnumNames<NodeKind>.Parse(text[..slash]) : default;
        if (kind == default || limit > LookupQuery.MaxLimit || !KeyText.TryParse(kind, text[(slash + 1)..], out NodeKey node, out _))
        {
            return false;
        }

        open = new(node, limit);
        return true;
    }
}
