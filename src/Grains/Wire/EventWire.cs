using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;

namespace ReplayGraph.Grains.Wire;

/// <summary>What is told to an event, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.event-mail")]
internal struct EventMailWire
{
    [Id(0)]
    public Listed[] Listed;
}

/// <summary>What an event answers, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.event-reply")]
internal struct EventReplyWire
{
    [Id(0)]
    public Listed[] Listed;

    [Id(1)]
    public NodeId[] Places;
}

[RegisterConverter]
internal sealed class EventMailConverter : IConverter<EventMail, EventMailWire>
{
    public EventMail ConvertFromSurrogate(in EventMailWire from) => new(from.Listed ?? []);

    public EventMailWire ConvertToSurrogate(in EventMail value) => new() { Listed = Lists.Array(value.Listed) };
}

[RegisterConverter]
internal sealed class EventReplyConverter : IConverter<EventReply, EventReplyWire>
{
    public EventReply ConvertFromSurrogate(in EventReplyWire from) => new(from.Listed ?? [], from.Places ?? []);

    public EventReplyWire ConvertToSurrogate(in EventReply value) =>
        new() { Listed = Lists.Array(value.Listed), Places = Lists.Array(value.Places) };
}
