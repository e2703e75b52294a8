using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-row")]
internal record struct ReplayRowSurrogate(
    [property: Id(0)] UInt128 Id,
    [property: Id(1)] long Version,
    [property: Id(2)] byte[] Bytes);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-mail")]
internal record struct ReplayCommandSurrogate(
    [property: Id(0)] byte[] Facts,
    [property: Id(1)] NodeId[] NamedBy);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-reply")]
internal record struct ReplayReplySurrogate(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] TraceId[] Traces,
    [property: Id(3)] Listed[] Events,
    [property: Id(4)] ReplayRow? Row);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-edges")]
internal record struct ReplayEdgesSurrogate(
    [property: Id(0)] ReplayRow Row,
    [property: Id(1)] TraceId[] Traces,
    [property: Id(2)] EventId[] Errors,
    [property: Id(3)] NodeId[] NamedBy);

[RegisterConverter]
internal sealed class ReplayRowConverter : IConverter<ReplayRow, ReplayRowSurrogate>
{
    public ReplayRow ConvertFromSurrogate(in ReplayRowSurrogate from) => ReplayRow.Read(new(from.Id), from.Version, from.Bytes);

    public ReplayRowSurrogate ConvertToSurrogate(in ReplayRow value) => new(value.Id.Value, value.Version, Lists.Bytes(value.Bytes));
}

[RegisterConverter]
internal sealed class ReplayCommandConverter : IConverter<ReplayCommand, ReplayCommandSurrogate>
{
    public ReplayCommand ConvertFromSurrogate(in ReplayCommandSurrogate from) => new() { Facts = from.Facts, NamedBy = from.NamedBy ?? [] };

    public ReplayCommandSurrogate ConvertToSurrogate(in ReplayCommand value) => new(Lists.Bytes(value.Facts), Lists.Array(value.NamedBy));
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

    public ReplayReplySurrogate ConvertToSurrogate(in ReplayReply value) =>
        new(value.Accepted, value.Duplicates, Lists.Array(value.Traces), Lists.Array(value.Events), value.Row);
}

[RegisterConverter]
internal sealed class ReplayEdgesConverter : IConverter<ReplayEdges, ReplayEdgesSurrogate>
{
    public ReplayEdges ConvertFromSurrogate(in ReplayEdgesSurrogate from) =>
        new(from.Row, from.Traces ?? [], from.Errors ?? [], from.NamedBy ?? []);

    public ReplayEdgesSurrogate ConvertToSurrogate(in ReplayEdges value) =>
        new(value.Row, Lists.Array(value.Traces), Lists.Array(value.Errors), Lists.Array(value.NamedBy));
}
