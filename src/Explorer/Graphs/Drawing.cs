using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>A node of a drawing.</summary>
/// <param name="Node">The node.</param>
/// <param name="Rest">Its neighbours that are not drawn, if it is open.</param>
/// <param name="Event">The event, if it is one that has arrived.</param>
/// <param name="Fate">The fate, if it is a replay whose fate is known.</param>
public sealed record DrawnNode(NodeKey Node, int Rest, EventView? Event, Fate? Fate)
{
    /// <summary>The column: issues and transactions, events, traces, replays.</summary>
    public int Column => ColumnOf(Node.Kind);

    /// <summary>The column of a kind.</summary>
    internal static int ColumnOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue or NodeKind.Transaction => 0,
        NodeKind.Event => 1,
        NodeKind.Trace => 2,
        _ => 3,
    };
}

/// <summary>An edge of a drawing.</summary>
/// <param name="From">The node further left.</param>
/// <param name="To">The node further right.</param>
/// <param name="Evidence">Why it links an event, or what holds events, with a replay; none: one holds the other.</param>
public sealed record DrawnEdge(NodeKey From, NodeKey To, Evidence Evidence)
{
    /// <summary>The kinds of its evidence, strongest first.</summary>
    public IReadOnlyList<EvidenceKind> Kinds { get; } = [.. EvidenceKinds.In(Evidence)];

    /// <summary>The place of its strongest kind among all kinds: 0 is the strongest; an edge without evidence comes last.</summary>
    public int Place => Kinds.Count == 0 ? EvidenceKinds.StrongestFirst.Count : EvidenceKinds.StrongestFirst.TakeWhile(kind => kind != Kinds[0]).Count();

    /// <summary>The class of its line: the strongest kind gives the colour, and what is weak alone is dashed.</summary>
    public string Line => Kinds.Count == 0 ? "e-holds" : $"e-{Kinds[0].Name}";

    /// <summary>The names of its kinds.</summary>
    public string Words => string.Join(", ", Kinds.Select(kind => kind.Name));
}

/// <summary>The nodes and edges to draw.</summary>
/// <param name="Nodes">The nodes, in the order in which they were met.</param>
/// <param name="Edges">The edges, strongest first.</param>
/// <param name="IsCut">Whether there were more nodes than can be drawn.</param>
public sealed record Drawing(IReadOnlyList<DrawnNode> Nodes, IReadOnlyList<DrawnEdge> Edges, bool IsCut);
