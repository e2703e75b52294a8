using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Ingest;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Listed"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.listed")]
internal struct ListedSurrogate
{
    [Id(0)]
    public UInt128 Event;

    [Id(1)]
    public UInt128 Replay;

    [Id(2)]
    public long Project;
}

/// <summary>Surrogate of <see cref="TraceCommand"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-mail")]
internal struct TraceCommandSurrogate
{
    [Id(0)]
    public byte[] Observed;

    [Id(1)]
    public ReplayId[] Seen;

    [Id(2)]
    public Listed[] Listed;

    [Id(3)]
    public byte[] Elsewhere;
}

/// <summary>Surrogate of <see cref="TraceRequest"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-told")]
internal struct TraceRequestSurrogate
{
    [Id(0)]
    public NodeId Trace;

    [Id(1)]
    public TraceCommand Command;
}

/// <summary>Surrogate of <see cref="TraceReply"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-reply")]
internal struct TraceReplySurrogate
{
    // One byte for each: the number of its enum member.
    [Id(0)]
    public byte[] Outcomes;

    [Id(1)]
    public byte[] Links;

    [Id(2)]
    public ReplayId[] Named;
}

/// <summary>Surrogate of <see cref="TraceView"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-view")]
internal struct TraceViewSurrogate
{
    [Id(0)]
    public byte[] Observed;

    [Id(1)]
    public ReplayId[] Seen;

    [Id(2)]
    public Listed[] Listed;
}

[RegisterConverter]
internal sealed class ListedConverter : IConverter<Listed, ListedSurrogate>
{
    public Listed ConvertFromSurrogate(in ListedSurrogate from) => new(new(from.Event), new(from.Replay), new(from.Project));

    public ListedSurrogate ConvertToSurrogate(in Listed value) =>
        new() { Event = value.Event.Value, Replay = value.Replay.Value, Project = value.Project.Value };
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

    public TraceCommandSurrogate ConvertToSurrogate(in TraceCommand value) => new()
    {
        Observed = ObservedEvent.Join(value.Observed),
        Seen = Lists.Array(value.Seen),
        Listed = Lists.Array(value.Listed),
        Elsewhere = ObservedEvent.Join(value.Elsewhere),
    };
}

[RegisterConverter]
internal sealed class TraceRequestConverter : IConverter<TraceRequest, TraceRequestSurrogate>
{
    public TraceRequest ConvertFromSurrogate(in TraceRequestSurrogate from) => new(from.Trace, from.Command ?? new());

    public TraceRequestSurrogate ConvertToSurrogate(in TraceRequest value) => new() { Trace = value.Trace, Command = value.Command };
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
    public TraceView ConvertFromSurrogate(in TraceViewSurrogate from) => new(from.Observed, from.Seen ?? [], from.Listed ?? []);

    public TraceViewSurrogate ConvertToSurrogate(in TraceView value) =>
        new() { Observed = Lists.Bytes(value.Observed), Seen = Lists.Array(value.Seen), Listed = Lists.Array(value.Listed) };
}
