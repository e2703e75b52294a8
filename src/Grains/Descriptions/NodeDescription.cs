using ReplayGraph.Cluster.Ids;
using ReplayGraph.Shared;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A human-readable description of a node.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.node-description")]
public sealed record NodeDescription
{
    internal const int MaxEdges = 100;

    /// <summary>The summary of a node of which nothing has come.</summary>
    internal const string Unknown = "unknown: no fact names this node; compare the key";

    /// <summary>The node's type and key, as <see cref="Name"/> formats them.</summary>
    [Id(0)]
    public required string Node { get; init; }

    /// <summary>The node's properties other than its edges, and whether it is unknown.</summary>
    [Id(1)]
    public string Summary { get; init; } = "";

    /// <summary>The total number of edges.</summary>
    [Id(2)]
    public int Total { get; init; }

    /// <summary>The first edges.</summary>
    [Id(3)]
    public EdgeDescription[] Edges { get; init; } = [];

    /// <summary>The path of the node's page in the explorer. It follows from <see cref="Node"/>, so it is not sent.</summary>
    public string Page => PageOf(Parse());

    /// <summary>Where all edges are if these are only the first: the dashboard cannot page, the explorer does. Null if these are all.</summary>
    public string? More => Total > Edges.Length
        ? $"edges 1 to {Edges.Length} of {Total}; all of them, in pages: {AllOf(Parse())}"
        : null;

    /// <summary>How the key of such a node is written.</summary>
    public string Key => KeyForm.Of(Parse().Type, Parse().Organization);

    /// <summary>The type and key of a node, as text that leads to that node.</summary>
    internal static string Name(NodeId node) => $"{node.Type} {node}";

    private NodeId Parse()
    {
        int space = Node.IndexOf(' ', StringComparison.Ordinal);
        return NodeId.Parse(Enum.Parse<NodeType>(Node[..space]), Node[(space + 1)..]);
    }

    private static string PageOf(NodeId node) => PagePath.Of(node.Organization, KeyOf(node));

    // The page of an issue or a transaction shows live replays unless it is asked for others, too; the rest is in the API.
    private static string AllOf(NodeId node) => node.Type switch
    {
        NodeType.Issue => PageOf(node) + "?fate=any",
        NodeType.Transaction => PageOf(node) + " with the fate any",
        _ => $"/api/v1/{node.Organization}/nodes/{KeyOf(node).Kind.ToString().ToLowerInvariant()}/{KeyOf(node).Id}/edges",
    };

    private static NodeKey KeyOf(NodeId node) => node.Type switch
    {
        NodeType.Issue => NodeKey.Of(node.Issue),
        NodeType.Transaction => NodeKey.OfTransaction(node.Transaction),
        NodeType.Trace => NodeKey.Of(node.Trace),
        NodeType.Replay => NodeKey.Of(node.Replay),
        _ => NodeKey.Of(EventId.Parse(node.ToString()[(node.Organization.ToString().Length + 1)..])),
    };

    internal static NodeDescription Of(NodeId node, List<EdgeDescription> edges) => new()
    {
        Node = Name(node),
        Summary = edges.Count == 0 ? Unknown : "",
        Total = edges.Count,
        Edges = [.. edges.Take(MaxEdges)],
    };
}

/// <summary>A human-readable description of an edge. Properties that do not apply are null.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.edge-description")]
public sealed record EdgeDescription
{
    /// <summary>The type and key of the other end.</summary>
    [Id(0)]
    public required string To { get; init; }

    /// <summary>Why the edge exists.</summary>
    [Id(1)]
    public required string Evidence { get; init; }

    /// <summary>The fate of the replay at the other end.</summary>
    [Id(2)]
    public string? Fate { get; init; }

    /// <summary>The number of events behind the edge.</summary>
    [Id(3)]
    public int? Events { get; init; }

    /// <summary>The time of the latest of them.</summary>
    [Id(4)]
    public string? LastSeen { get; init; }

    internal static EdgeDescription Of(NodeId to, string evidence) => new() { To = NodeDescription.Name(to), Evidence = evidence };
}
