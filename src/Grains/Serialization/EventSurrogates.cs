using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.event-mail")]
internal record struct EventCommandSurrogate(
    [property: Id(0)] Listed[] Listed);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.event-reply")]
internal record struct EventReplySurrogate(
    [property: Id(0)] Listed[] Listed,
    [property: Id(1)] NodeId[] Places);

[RegisterConverter]
internal sealed class EventCommandConverter : IConverter<EventCommand, EventCommandSurrogate>
{
    public EventCommand ConvertFromSurrogate(in EventCommandSurrogate from) => new(from.Listed ?? []);

    public EventCommandSurrogate ConvertToSurrogate(in EventCommand value) => new(Lists.Array(value.Listed));
}

[RegisterConverter]
internal sealed class EventReplyConverter : IConverter<EventReply, EventReplySurrogate>
{
    public EventReply ConvertFromSurrogate(in EventReplySurrogate from) => new(from.Listed ?? [], from.Places ?? []);

    public EventReplySurrogate ConvertToSurrogate(in EventReply value) => new(Lists.Array(value.Listed), Lists.Array(value.Places));
}
