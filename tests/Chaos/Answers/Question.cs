using System.Text.Json;
using DrawnNodes = ReplayGraph.Conformance.Generation.Question;

namespace ReplayGraph.Chaos.Answers;

/// <summary>A query of the API.</summary>
/// <param name="Path">The path below the organization, with parameters.</param>
/// <param name="Body">The body to post; null for GET.</param>
public sealed record Question(string Path, string? Body = null)
{
    private static readonly Dictionary<NodeKind, (string List, string Neighbours)> _kinds = new()
    {
        [NodeKind.Event] = ("events", "trace issue transaction replay"),
        [NodeKind.Trace] = ("traces", "event replay"),
        [NodeKind.Issue] = ("issues", "event issue replay"),
        [NodeKind.Transaction] = ("transactions", "event replay"),
        [NodeKind.Replay] = ("replays", "event trace issue transaction"),
    };

    /// <summary>Lookups of each issue, transaction, trace and event, with events and all fates; and each replay.</summary>
    public static IReadOnlyList<Question> Answers { get; } =
    [
        .. DrawnNodes.Keys.SelectMany(key => new Question[]
        {
            new($"{List(key)}/{Id(key)}/replays"),
            new("lookup", JsonSerializer.Serialize(new Dictionary<string, object>
            {
                [List(key)] = new[] { key.Kind == NodeKind.Issue ? key.Issue.Value : (object)Text(key) },
                ["fate"] = "any",
                ["include"] = "events",
                ["limit"] = 1000,
            })),
        }),
        .. DrawnNodes.Nodes.Where(node => node.Kind == NodeKind.Replay).Select(node => new Question($"replays/{Id(node)}")),
    ];

    /// <summary>The neighbours of each node, of each kind, the coverage, and the events with a replay.</summary>
    public static IReadOnlyList<Question> Edges { get; } =
    [
        .. from node in DrawnNodes.Nodes
           from kind in _kinds[node.Kind].Neighbours.Split(' ')
           select new Question($"nodes/{List(node).TrimEnd('s')}/{Id(node)}/edges?kind={kind}&limit=1000"),
        new("coverage"),
        new("coverage/events?outcome=linked"),
    ];

    /// <inheritdoc/>
    public override string ToString() => Body is null ? Path : $"{Path} {Body}";

    private static string List(NodeKey key) => _kinds[key.Kind].List;

    private static string Id(NodeKey key) => Uri.EscapeDataString(Text(key));

    private static string Text(NodeKey key) => key.Kind switch
    {
        NodeKind.Issue => key.Issue.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        NodeKind.Transaction => key.Transaction,
        NodeKind.Trace => key.Trace.ToString(),
        NodeKind.Event => key.Event.ToString(),
        _ => key.Replay.ToString(),
    };
}
