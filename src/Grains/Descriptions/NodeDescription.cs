using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A human-readable description of a node.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.node-description")]
public sealed record NodeDescription
{
    internal const int MaxEdges = 100;

    /// <summary>The node's type and key, as <see cref="Name"/> formats them.</summary>
    [Id(0)]
    public required string Node { get; init; }

    /// <summary>The node's properties other than its edges.</summary>
    [Id(1)]
    public string Summary { get; init; } = "";

    /// <summary>The total number of edges.</summary>
    [Id(2)]
    public int Total { get; init; }

    /// <summary>The first edges.</summary>
    [Id(3)]
    public EdgeDescription[] Edges { get; init; } = [];

    /// <summary>The type and key of a node, as text that leads to that node.</summary>
    internal static string Name(NodeId node) => $"{node.Type} {node}";

    internal static NodeDescription Of(NodeId node, List<EdgeDescription> edges) => new()
    {
        Node = Name(node),
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
