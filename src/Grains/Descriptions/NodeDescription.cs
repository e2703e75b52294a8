using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A node for people to read.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.node-description")]
public sealed record NodeDescription
{
    /// <summary>The most edges that are described.</summary>
    internal const int MaxEdges = 100;

    /// <summary>Its type and key, as <see cref="Name"/> writes them.</summary>
    [Id(0)]
    public required string Node { get; init; }

    /// <summary>What is known of it besides its edges.</summary>
    [Id(1)]
    public string Summary { get; init; } = "";

    /// <summary>The number of its edges.</summary>
    [Id(2)]
    public int Total { get; init; }

    /// <summary>The first of its edges.</summary>
    [Id(3)]
    public EdgeDescription[] Edges { get; init; } = [];

    /// <summary>A type and a key, by which to look at that node in turn.</summary>
    internal static string Name(NodeId node) => $"{node.Type} {node}";

    internal static NodeDescription Of(NodeId node, List<EdgeDescription> edges) => new()
    {
        Node = Name(node),
        Total = edges.Count,
        Edges = [.. edges.Take(MaxEdges)],
    };
}

/// <summary>An edge for people to read. What does not apply is null.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.edge-description")]
public sealed record EdgeDescription
{
    /// <summary>The type and key of the other end.</summary>
    [Id(0)]
    public required string To { get; init; }

    /// <summary>Why it is there.</summary>
    [Id(1)]
    public required string Evidence { get; init; }

    /// <summary>What became of the replay at the other end.</summary>
    [Id(2)]
    public string? Fate { get; init; }

    /// <summary>The number of events that it stands for.</summary>
    [Id(3)]
    public int? Events { get; init; }

    /// <summary>When the latest of them happened.</summary>
    [Id(4)]
    public string? LastSeen { get; init; }

    internal static EdgeDescription Of(NodeId to, string evidence) => new() { To = NodeDescription.Name(to), Evidence = evidence };
}
