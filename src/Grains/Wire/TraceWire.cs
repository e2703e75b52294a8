using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Wire;

/// <summary>A listing as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.listed")]
internal struct ListedWire
{
    [Id(0)]
    public UInt128 Event;

    [Id(1)]
    public UInt128 Replay;

    [Id(2)]
    public long Project;
}

/// <summary>What is told to a trace, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-mail")]
internal struct TraceMailWire
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

/// <summary>A trace and what it is told, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-told")]
internal struct TraceToldWire
{
    [Id(0)]
    public NodeId Trace;

    [Id(1)]
    public TraceMail Mail;
}

/// <summary>What a trace answers, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-reply")]
internal struct TraceReplyWire
{
    // A byte for each: they are an enum's numbers.
    [Id(0)]
    public byte[] Outcomes;

    [Id(1)]
    public byte[] Links;

    [Id(2)]
    public ReplayId[] Named;
}

/// <summary>What a trace holds, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.trace-view")]
internal struct TraceViewWire
{
    [Id(0)]
    public byte[] Observed;

    [Id(1)]
    public ReplayId[] Seen;

    [Id(2)]
    public Listed[] Listed;
}

[RegisterConverter]
internal sealed class ListedConverter : IConverter<Listed, ListedWire>
{
    public Listed ConvertFromSurrogate(in ListedWire from) => new(new(from.Event), new(from.Replay), new(from.Project));

    public ListedWire ConvertToSurrogate(in Listed value) =>
        new() { Event = value.Event.Value, Replay = value.Replay.Value, Project = value.Project.Value };
}

[RegisterConverter]
internal sealed class TraceMailConverter : IConverter<TraceMail, TraceMailWire>
{
    public TraceMail ConvertFromSurrogate(in TraceMailWire from) =>
        new() { Observed = from.Observed, Seen = from.Seen ?? [], Listed = from.Listed ?? [], Elsewhere = from.Elsewhere };

    public TraceMailWire ConvertToSurrogate(in TraceMail value) => new()
    {
        Observed = Lists.Bytes(value.Observed),
        Seen = Lists.Array(value.Seen),
        Listed = Lists.Array(value.Listed),
        Elsewhere = Lists.Bytes(value.Elsewhere),
    };
}

[RegisterConverter]
internal sealed class TraceToldConverter : IConverter<TraceTold, TraceToldWire>
{
    public TraceTold ConvertFromSurrogate(in TraceToldWire from) => new(from.Trace, from.Mail ?? new());

    public TraceToldWire ConvertToSurrogate(in TraceTold value) => new() { Trace = value.Trace, Mail = value.Mail };
}

[RegisterConverter]
internal sealed class TraceReplyConverter : IConverter<TraceReply, TraceReplyWire>
{
    public TraceReply ConvertFromSurrogate(in TraceReplyWire from) => new()
    {
        Outcomes = Array.ConvertAll(from.Outcomes ?? [], one => (Outcome)one),
        Links = from.Links,
        Named = from.Named ?? [],
    };

    public TraceReplyWire ConvertToSurrogate(in TraceReply value) => new()
    {
        Outcomes = [.. value.Outcomes.Select(one => (byte)one)],
        Links = Lists.Bytes(value.Links),
        Named = Lists.Array(value.Named),
    };
}

[RegisterConverter]
internal sealed class TraceViewConverter : IConverter<TraceView, TraceViewWire>
{
    public TraceView ConvertFromSurrogate(in TraceViewWire from) => new(from.Observed, from.Seen ?? [], from.Listed ?? []);

    public TraceViewWire ConvertToSurrogate(in TraceView value) =>
        new() { Observed = Lists.Bytes(value.Observed), Seen = Lists.Array(value.Seen), Listed = Lists.Array(value.Listed) };
}
