using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ReplayGraph.Cluster.Ids;

/// <summary>
/// The address of a node, in hosts and in stores: an organization, a type, and a key of that type. Only the factories create it, so the key
/// always fits the type.
/// </summary>
public readonly record struct NodeId
{
    private readonly UInt128 _id;
    private readonly string? _name;

    private NodeId(OrganizationId organization, NodeType type, UInt128 id, string? name = null) =>
        (Organization, Type, _id, _name) = (organization, type, id, name);

    /// <summary>The organization.</summary>
    public OrganizationId Organization { get; }

    /// <summary>The type.</summary>
    public NodeType Type { get; }

    /// <summary>The event's id.</summary>
    public EventId Event => new(IdOf(NodeType.Event));

    /// <summary>The replay's id.</summary>
    public ReplayId Replay => new(IdOf(NodeType.Replay));

    /// <summary>The issue's id.</summary>
    public IssueId Issue => new((long)IdOf(NodeType.Issue));

    /// <summary>The transaction's name.</summary>
    public string Transaction => Type == NodeType.Transaction ? _name! : throw Wrong(NodeType.Transaction);

    /// <summary>The key of an issue or a transaction name.</summary>
    internal NodeKey Key => Type == NodeType.Issue ? NodeKey.Of(Issue) : NodeKey.OfTransaction(Transaction);

    /// <summary>The trace's id; none for an untraced event.</summary>
    public TraceId Trace => Type == NodeType.UntracedEvent ? default : new(IdOf(NodeType.Trace));

    /// <summary>The id of an untraced event.</summary>
    public EventId UntracedEvent => new(IdOf(NodeType.UntracedEvent));

    /// <summary>A hash that spreads ids evenly, even if they are not random. It never changes.</summary>
    internal uint Spread =>
        (uint)((((ulong)_id ^ ((ulong)(_id >> 64) * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93) >> 32);

    /// <summary>An event's node.</summary>
    public static NodeId Of(OrganizationId organization, EventId id) => new(organization, NodeType.Event, id.Value);

    /// <summary>Where an event is joined: at its trace or, without one, at a node of its own.</summary>
    public static NodeId Of(OrganizationId organization, TraceId trace, EventId id) => trace.IsNone
        ? new(organization, NodeType.UntracedEvent, id.Value)
        : new(organization, NodeType.Trace, trace.Value);

    /// <summary>A trace's node.</summary>
    public static NodeId Of(OrganizationId organization, TraceId id) => new(organization, NodeType.Trace, id.Value);

    /// <summary>An issue's node.</summary>
    public static NodeId Of(OrganizationId organization, IssueId id) => new(organization, NodeType.Issue, (UInt128)id.Value);

    /// <summary>A replay's node.</summary>
    public static NodeId Of(OrganizationId organization, ReplayId id) => new(organization, NodeType.Replay, id.Value);

    /// <summary>A transaction name's node.</summary>
    public static NodeId OfTransaction(OrganizationId organization, string name) => new(organization, NodeType.Transaction, default, name);

    /// <summary>The node of a key.</summary>
    public static NodeId Of(OrganizationId organization, in NodeKey key) => key.Kind switch
    {
        NodeKind.Event => Of(organization, key.Event),
        NodeKind.Trace => Of(organization, key.Trace),
        NodeKind.Issue => Of(organization, key.Issue),
        NodeKind.Transaction => OfTransaction(organization, key.Transaction),
        _ => Of(organization, key.Replay),
    };

    /// <summary>The organization's own node.</summary>
    public static NodeId Of(OrganizationId organization) => new(organization, NodeType.Organization, default);

    /// <summary>Reads a key that <see cref="KeyBytes"/> wrote.</summary>
    public static NodeId FromKey(OrganizationId organization, NodeType type, ReadOnlySpan<byte> key) => type == NodeType.Transaction
        ? OfTransaction(organization, Encoding.UTF8.GetString(key))
        : new(organization, type, BinaryPrimitives.ReadUInt128BigEndian(key));

    /// <summary>
    /// Parses what <see cref="ToString"/> wrote for a node of this type. Accepts no other spelling, because hosts identify a node by its
    /// text.
    /// </summary>
    /// <exception cref="FormatException">The text is not such a node.</exception>
    public static NodeId Parse(NodeType type, string text)
    {
        if (type == NodeType.Organization)
        {
            return Of(OrganizationId.Parse(text));
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            throw new FormatException($"'{text}' is not a node: expected ORGANIZATION/KEY.");
        }

        OrganizationId organization = OrganizationId.Parse(text[..slash]);
        string key = text[(slash + 1)..];
        return type switch
        {
            NodeType.Transaction => OfTransaction(organization, key),
            NodeType.Issue => IssueId.TryParse(key, out IssueId issue) && key[0] != '0'
                ? Of(organization, issue)
                : throw new FormatException($"'{key}' is not an issue id: expected a positive integer."),
            _ => new(organization, type, Hex(key)),
        };
    }

    /// <summary>Whether both are the same node. Handwritten, because it is called many times for each fact.</summary>
    public bool Equals(NodeId other) =>
        _id == other._id && Type == other.Type && _name == other._name && Organization == other.Organization;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((ulong)_id, (ulong)(_id >> 64), (int)Type, _name);

    /// <summary>The key as stores hold it: 16 bytes in big-endian order, or the name in UTF-8.</summary>
    public byte[] KeyBytes()
    {
        if (Type == NodeType.Transaction)
        {
            return Encoding.UTF8.GetBytes(_name!);
        }

        var key = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, _id);
        return key;
    }

    /// <summary>
    /// The organization and the key in readable form: <c>acme/32 hex digits</c>, <c>acme/4000000017</c>, <c>acme/GET /checkout</c>;
    /// <c>acme</c> for its own node.
    /// </summary>
    public override string ToString() => Type switch
    {
        NodeType.Organization => Organization.ToString(),
        NodeType.Transaction => $"{Organization}/{_name}",
        NodeType.Issue => $"{Organization}/{Issue}",
        _ => $"{Organization}/{_id:x32}",
    };

    private static UInt128 Hex(string key) =>
        key.Length == 32 && !key.AsSpan().ContainsAnyInRange('A', 'F')
            && UInt128.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 id)
            ? id
            : throw new FormatException($"'{key}' is not an id: expected 32 lower-case hex digits.");

    private UInt128 IdOf(NodeType type) => Type == type ? _id : throw Wrong(type);

    private InvalidOperationException Wrong(NodeType asked) => new($"{Type} {this} is not of type {asked}.");
}
