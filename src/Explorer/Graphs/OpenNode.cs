using System.Globalization;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>A node that a person has opened, and how many of its neighbours of each kind are drawn.</summary>
public readonly record struct OpenNode(NodeKey Node, int Limit)
{
    /// <summary>The neighbours of each kind that are drawn at first.</summary>
    internal const int FirstLimit = 10;

    /// <summary>As URLs and ids of elements name a node: <c>issue/17</c>, <c>transaction/GET%20%2Fpay</c>.</summary>
    internal static string Name(NodeKey node) => $"{EnumNames<NodeKind>.Of(node.Kind)}/{Uri.EscapeDataString(node.Id)}";

    /// <summary>As <c>open</c> has it: <c>issue/17</c>, or <c>50:issue/17</c>.</summary>
    internal string Text => (Limit == FirstLimit ? "" : string.Create(CultureInfo.InvariantCulture, $"{Limit}:")) + Name(Node);

    /// <summary>Reads a value of <c>open</c>.</summary>
    internal static bool TryParse(string text, out OpenNode open)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool hasLimit = int.TryParse(text.AsSpan(0, Math.Max(colon, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out int limit);
        bool isNode = TryParseNode(hasLimit ? text[(colon + 1)..] : text, out NodeKey node);
        open = new(node, hasLimit ? limit : FirstLimit);
        return isNode && open.Limit is > 0 and <= LookupQuery.MaxLimit;
    }

    /// <summary>Reads a value of <c>pin</c>.</summary>
    internal static bool TryParseNode(string text, out NodeKey node)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        NodeKind kind = slash > 0 ? EnumNames<NodeKind>.Parse(text[..slash]) : default;
        node = default;
        return kind != default && KeyText.TryParse(kind, text[(slash + 1)..], out node, out _);
    }
}
