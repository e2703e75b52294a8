using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Ingest;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.listed")]
internal record struct ListedSurrogate(
    [property: Id(0)] UInt128 Event,
    [property: Id(1)] UInt128 Replay,
    [property: Id(2)] long Project);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.trace-mail")]
internal record struct TraceCommandSurrogate(
    [property: Id(0)] byte[] Observed,
    [property: Id(1)] ReplayId[] Seen,
    [property: Id(2)] Listed[] Listed,
    [property: Id(3)] byte[] Elsewhere);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.trace-told")]
internal record struct TraceRequestSurrogate(
    [property: Id(0)] NodeId Trace,
    [property: Id(1)] TraceCommand Command);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.trace-reply")]
internal record struct TraceReplySurrogate(
    // One byte for each: the number of its enum member.
    [property: Id(0)] byte[] Outcomes,
    [property: Id(1)] byte[] Links,
    [property: Id(2)] ReplayId[] Named);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.trace-view")]
internal record struct TraceViewSurrogate(
    [property: Id(0)] byte[] Observed,
    [property: Id(1)] ReplayId[] Seen,
    [property: Id(2)] Listed[] Listed,
    [property: Id(3)] ReplayId[]? Named);

[RegisterConverter]
internal sealed class ListedConverter : IConverter<Listed, ListedSurrogate>
{
    public Listed ConvertFromSurrogate(in ListedSurrogate from) => new(new(from.Event), new(from.Replay), new(from.Project));

    public ListedSurrogate ConvertToSurrogate(in Listed value) => new(value.Event.Value, value.Replay.Value, value.Project.Value);
}

[RegisterConverter]
internal sealed class TraceCommandConverter : IConverter<TraceCommand, TraceCommandSurrogate>
{
    public TraceCommand ConvertFromSurrogate(in TraceCommandSurrogate from) =>
        new()
        {
            Observed = ObservedEvent.ReadAll(from.Observed),
            Seen = from.Seen ?? [],
            Listed = from.Listed ?? [],
            Elsewhere = ObservedEvent.ReadAll(from.Elsewhere),
        };

    public TraceCommandSurrogate ConvertToSurrogate(in TraceCommand value) =>
        new(ObservedEvent.Join(value.Observed), Lists.Array(value.Seen), Lists.Array(value.Listed), ObservedEvent.Join(value.Elsewhere));
}

[RegisterConverter]
internal sealed class TraceRequestConverter : IConverter<TraceRequest, TraceRequestSurrogate>
{
    public TraceRequest ConvertFromSurrogate(in TraceRequestSurrogate from) => new(from.Trace, from.Command ?? new());

    public TraceRequestSurrogate ConvertToSurrogate(in TraceRequest value) => new(value.Trace, value.Command);
}

[RegisterConverter]
internal sealed class TraceReplyConverter : IConverter<TraceReply, TraceReplySurrogate>
{
    public TraceReply ConvertFromSurrogate(in TraceReplySurrogate from) => new()
    {
        Outcomes = Array.ConvertAll(from.Outcomes ?? [], one => (IngestOutcome)one),
        Links = TraceLinks.Read(from.Links),
        Named = from.Named ?? [],
    };

    public TraceReplySurrogate ConvertToSurrogate(in TraceReply value) => new()
    {
        Outcomes = [.. value.Outcomes.Select(one => (byte)one)],
        Links = TraceLinks.Write(value.Links),
        Named = Lists.Array(value.Named),
    };
}

[RegisterConverter]
internal sealed class TraceViewConverter : IConverter<TraceView, TraceViewSurrogate>
{
    public TraceView ConvertFromSurrogate(in TraceViewSurrogate from) =>
        new(from.Observed, from.Seen ?? [], from.Listed ?? [], from.Named ?? []);

    public TraceViewSurrogate ConvertToSurrogate(in TraceView value) =>
        new(Lists.Bytes(value.Observed), Lists.Array(value.Seen), Lists.Array(value.Listed), value.Named.Count == 0 ? null : Lists.Array(value.Named));
}
