namespace ReplayGraph;

/// <summary>The five kinds of node.</summary>
/// <remarks>The numbers are persisted and never change.</remarks>
public enum NodeKind : byte
{
    /// <summary>An event, by event id.</summary>
    Event = 1,

    /// <summary>A trace, by trace id.</summary>
    Trace = 2,

    /// <summary>An issue, by issue id.</summary>
    Issue = 3,

    /// <summary>A transaction name.</summary>
    Transaction = 4,

    /// <summary>A replay, by replay id.</summary>
    Replay = 5,
}

/// <summary>
/// Identifies a node within its organization: a kind and a key of that kind. Only factories create it, so the key always matches the kind.
/// </summary>
public readonly record struct NodeKey
{
    private readonly UInt128 _id;
    private readonly string? _name;

    private NodeKey(NodeKind kind, UInt128 id, string? name = null) => (Kind, _id, _name) = (kind, id, name);

    /// <summary>The kind.</summary>
    public NodeKind Kind { get; }

    /// <summary>The event's id.</summary>
    public EventId Event => new(IdOf(NodeKind.Event));

    /// <summary>The trace's id.</summary>
    public TraceId Trace => new(IdOf(NodeKind.Trace));

    /// <summary>The replay's id.</summary>
    public ReplayId Replay => new(IdOf(NodeKind.Replay));

    /// <summary>The issue's id.</summary>
    public IssueId Issue => new((long)IdOf(NodeKind.Issue));

    /// <summary>The transaction's name.</summary>
    public string Transaction => Kind == NodeKind.Transaction ? _name! : throw Wrong(NodeKind.Transaction);

    /// <summary>The id or the name as text, without the kind.</summary>
    public string Id => Kind switch
    {
        NodeKind.Transaction => _name!,
        NodeKind.Issue => Issue.ToString(),
        _ => Hex128.ToString(_id),
    };

    /// <summary>The node of an event.</summary>
    public static NodeKey Of(EventId id) => new(NodeKind.Event, Some(id.Value));

    /// <summary>The node of a trace.</summary>
    public static NodeKey Of(TraceId id) => new(NodeKind.Trace, Some(id.Value));

    /// <summary>The node of a replay.</summary>
    public static NodeKey Of(ReplayId id) => new(NodeKind.Replay, Some(id.Value));

    /// <summary>The node of an issue.</summary>
    public static NodeKey Of(IssueId id) => new(NodeKind.Issue, Some((UInt128)id.Value));

    /// <summary>The node of a transaction name.</summary>
    public static NodeKey OfTransaction(string name) => new(NodeKind.Transaction, default, name);

    /// <summary>The kind's name and the key: <c>issue/17</c>.</summary>
    public override string ToString() => Kind == default ? "none" : $"{Kind.ToString().ToLowerInvariant()}/{Id}";

    private static UInt128 Some(UInt128 id) => id != default ? id : throw new ArgumentException("The nil id does not identify a node.");

    private UInt128 IdOf(NodeKind kind) => Kind == kind ? _id : throw Wrong(kind);

    private InvalidOperationException Wrong(NodeKind requested) => new($"{this} is not a key of kind {requested}.");
}
