using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.organization")]
internal record struct OrganizationIdSurrogate(
    [property: Id(0)] string? Slug);

/// <summary>Surrogate of 128-bit ids.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.id")]
internal record struct IdSurrogate(
    [property: Id(0)] UInt128 Value);

/// <summary>Surrogate of numeric ids and timestamps.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.number")]
internal record struct NumberSurrogate(
    [property: Id(0)] long Value);

/// <summary>Surrogate of <see cref="NodeId"/> and <see cref="NodeKey"/>: the type, and the key as text or number.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.node")]
internal record struct NodeSurrogate(
    [property: Id(0)] byte Type,
    [property: Id(1)] string? Text,
    [property: Id(2)] UInt128 Number);

[RegisterConverter]
internal sealed class OrganizationIdConverter : IConverter<OrganizationId, OrganizationIdSurrogate>
{
    public OrganizationId ConvertFromSurrogate(in OrganizationIdSurrogate from) => from.Slug is { } slug ? OrganizationId.Parse(slug) : default;

    public OrganizationIdSurrogate ConvertToSurrogate(in OrganizationId value) => new(value == default ? null : value.ToString());
}

[RegisterConverter]
internal sealed class EventIdConverter : IConverter<EventId, IdSurrogate>
{
    public EventId ConvertFromSurrogate(in IdSurrogate from) => new(from.Value);

    public IdSurrogate ConvertToSurrogate(in EventId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class TraceIdConverter : IConverter<TraceId, IdSurrogate>
{
    public TraceId ConvertFromSurrogate(in IdSurrogate from) => new(from.Value);

    public IdSurrogate ConvertToSurrogate(in TraceId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class ReplayIdConverter : IConverter<ReplayId, IdSurrogate>
{
    public ReplayId ConvertFromSurrogate(in IdSurrogate from) => new(from.Value);

    public IdSurrogate ConvertToSurrogate(in ReplayId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class IssueIdConverter : IConverter<IssueId, NumberSurrogate>
{
    public IssueId ConvertFromSurrogate(in NumberSurrogate from) => new(from.Value);

    public NumberSurrogate ConvertToSurrogate(in IssueId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class ProjectIdConverter : IConverter<ProjectId, NumberSurrogate>
{
    public ProjectId ConvertFromSurrogate(in NumberSurrogate from) => new(from.Value);

    public NumberSurrogate ConvertToSurrogate(in ProjectId value) => new(value.Value);
}

[RegisterConverter]
internal sealed class TimestampConverter : IConverter<Timestamp, NumberSurrogate>
{
    public Timestamp ConvertFromSurrogate(in NumberSurrogate from) => new(from.Value);

    public NumberSurrogate ConvertToSurrogate(in Timestamp value) => new(value.Milliseconds);
}

[RegisterConverter]
internal sealed class NodeIdConverter : IConverter<NodeId, NodeSurrogate>
{
    public NodeId ConvertFromSurrogate(in NodeSurrogate from) => from.Text is { } text ? NodeId.Parse((NodeType)from.Type, text) : default;

    public NodeSurrogate ConvertToSurrogate(in NodeId value) =>
        value == default ? default : new() { Type = (byte)value.Type, Text = value.ToString() };
}

[RegisterConverter]
internal sealed class NodeKeyConverter : IConverter<NodeKey, NodeSurrogate>
{
    public NodeKey ConvertFromSurrogate(in NodeSurrogate from) => (NodeKind)from.Type switch
    {
        NodeKind.Event => NodeKey.Of(new EventId(from.Number)),
        NodeKind.Trace => NodeKey.Of(new TraceId(from.Number)),
        NodeKind.Issue => NodeKey.Of(new IssueId((long)from.Number)),
        NodeKind.Replay => NodeKey.Of(new ReplayId(from.Number)),
        NodeKind.Transaction => NodeKey.OfTransaction(from.Text ?? ""),
        _ => default,
    };

    public NodeSurrogate ConvertToSurrogate(in NodeKey value) => value.Kind switch
    {
        NodeKind.Event => new() { Type = (byte)value.Kind, Number = value.Event.Value },
        NodeKind.Trace => new() { Type = (byte)value.Kind, Number = value.Trace.Value },
        NodeKind.Issue => new() { Type = (byte)value.Kind, Number = (UInt128)value.Issue.Value },
        NodeKind.Replay => new() { Type = (byte)value.Kind, Number = value.Replay.Value },
        NodeKind.Transaction => new() { Type = (byte)value.Kind, Text = value.Transaction },
        _ => default,
    };
}
