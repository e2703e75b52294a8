using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="ReplayRow"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-row")]
internal struct ReplayRowSurrogate
{
    [Id(0)]
    public UInt128 Id;

    [Id(1)]
    public long Version;

    [Id(2)]
    public byte[] Bytes;
}

/// <summary>Surrogate of <see cref="ReplayCommand"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-mail")]
internal struct ReplayCommandSurrogate
{
    [Id(0)]
    public byte[] Facts;

    [Id(1)]
    public NodeId[] NamedBy;
}

/// <summary>Surrogate of <see cref="ReplayReply"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-reply")]
internal struct ReplayReplySurrogate
{
    [Id(0)]
    public int Accepted;

    [Id(1)]
    public int Duplicates;

    [Id(2)]
    public TraceId[] Traces;

    [Id(3)]
    public Listed[] Events;

    [Id(4)]
    public ReplayRow? Row;
}

/// <summary>Surrogate of <see cref="ReplayEdges"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-edges")]
internal struct ReplayEdgesSurrogate
{
    [Id(0)]
    public ReplayRow Row;

    [Id(1)]
    public TraceId[] Traces;

    [Id(2)]
    public EventId[] Errors;

    [Id(3)]
    public NodeId[] NamedBy;
}

[RegisterConverter]
internal sealed class ReplayRowConverter : IConverter<ReplayRow, ReplayRowSurrogate>
{
    public ReplayRow ConvertFromSurrogate(in ReplayRowSurrogate from) => ReplayRow.Read(new(from.Id), from.Version, from.Bytes);

    public ReplayRowSurrogate ConvertToSurrogate(in ReplayRow value) =>
        new() { Id = value.Id.Value, Version = value.Version, Bytes = Lists.Bytes(value.Bytes) };
}

[RegisterConverter]
internal sealed class ReplayCommandConverter : IConverter<ReplayCommand, ReplayCommandSurrogate>
{
    public ReplayCommand ConvertFromSurrogate(in ReplayCommandSurrogate from) => new() { Facts = from.Facts, NamedBy = from.NamedBy ?? [] };

    public ReplayCommandSurrogate ConvertToSurrogate(in ReplayCommand value) =>
        new() { Facts = Lists.Bytes(value.Facts), NamedBy = Lists.Array(value.NamedBy) };
}

[RegisterConverter]
internal sealed class ReplayReplyConverter : IConverter<ReplayReply, ReplayReplySurrogate>
{
    public ReplayReply ConvertFromSurrogate(in ReplayReplySurrogate from) => new()
    {
        Accepted = from.Accepted,
        Duplicates = from.Duplicates,
        Traces = from.Traces ?? [],
        Events = from.Events ?? [],
        Row = from.Row,
    };

    public ReplayReplySurrogate ConvertToSurrogate(in ReplayReply value) => new()
    {
        Accepted = value.Accepted,
        Duplicates = value.Duplicates,
        Traces = Lists.Array(value.Traces),
        Events = Lists.Array(value.Events),
        Row = value.Row,
    };
}

[RegisterConverter]
internal sealed class ReplayEdgesConverter : IConverter<ReplayEdges, ReplayEdgesSurrogate>
{
    public ReplayEdges ConvertFromSurrogate(in ReplayEdgesSurrogate from) =>
        new(from.Row, from.Traces ?? [], from.Errors ?? [], from.NamedBy ?? []);

    public ReplayEdgesSurrogate ConvertToSurrogate(in ReplayEdges value) => new()
    {
        Row = value.Row,
        Traces = Lists.Array(value.Traces),
        Errors = Lists.Array(value.Errors),
        NamedBy = Lists.Array(value.NamedBy),
    };
}
