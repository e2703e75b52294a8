using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="EventCommand"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.event-mail")]
internal struct EventCommandSurrogate
{
    [Id(0)]
    public Listed[] Listed;
}

/// <summary>Surrogate of <see cref="EventReply"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.event-reply")]
internal struct EventReplySurrogate
{
    [Id(0)]
    public Listed[] Listed;

    [Id(1)]
    public NodeId[] Places;
}

[RegisterConverter]
internal sealed class EventCommandConverter : IConverter<EventCommand, EventCommandSurrogate>
{
    public EventCommand ConvertFromSurrogate(in EventCommandSurrogate from) => new(from.Listed ?? []);

    public EventCommandSurrogate ConvertToSurrogate(in EventCommand value) => new() { Listed = Lists.Array(value.Listed) };
}

[RegisterConverter]
internal sealed class EventReplyConverter : IConverter<EventReply, EventReplySurrogate>
{
    public EventReply ConvertFromSurrogate(in EventReplySurrogate from) => new(from.Listed ?? [], from.Places ?? []);

    public EventReplySurrogate ConvertToSurrogate(in EventReply value) =>
        new() { Listed = Lists.Array(value.Listed), Places = Lists.Array(value.Places) };
}
