using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.source")]
internal record struct SourceSurrogate(
    [property: Id(0)] long Into,
    [property: Id(1)] long From);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.organization-mail")]
internal record struct OrganizationCommandSurrogate(
    [property: Id(0)] byte[] Facts,
    [property: Id(1)] Source[] Sources);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.organization-reply")]
internal record struct OrganizationReplySurrogate(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Duplicates);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.announcement")]
internal record struct AnnouncementSurrogate(
    [property: Id(0)] OrganizationId Organization,
    [property: Id(1)] ReplayRow[] Replays,
    [property: Id(2)] long Version,
    [property: Id(3)] bool RequiresRedelivery,
    // Silos of earlier versions take all nodes for those.
    [property: Id(4)] NodeId[]? Redelivering);

[RegisterConverter]
internal sealed class SourceConverter : IConverter<Source, SourceSurrogate>
{
    public Source ConvertFromSurrogate(in SourceSurrogate from) => new(new(from.Into), new(from.From));

    public SourceSurrogate ConvertToSurrogate(in Source value) => new(value.Into.Value, value.From.Value);
}

[RegisterConverter]
internal sealed class OrganizationCommandConverter : IConverter<OrganizationCommand, OrganizationCommandSurrogate>
{
    public OrganizationCommand ConvertFromSurrogate(in OrganizationCommandSurrogate from) =>
        new() { Facts = from.Facts, Sources = from.Sources ?? [] };

    public OrganizationCommandSurrogate ConvertToSurrogate(in OrganizationCommand value) =>
        new(Lists.Bytes(value.Facts), Lists.Array(value.Sources));
}

[RegisterConverter]
internal sealed class OrganizationReplyConverter : IConverter<OrganizationReply, OrganizationReplySurrogate>
{
    public OrganizationReply ConvertFromSurrogate(in OrganizationReplySurrogate from) => new(from.Accepted, from.Duplicates);

    public OrganizationReplySurrogate ConvertToSurrogate(in OrganizationReply value) => new(value.Accepted, value.Duplicates);
}

[RegisterConverter]
internal sealed class AnnouncementConverter : IConverter<Announcement, AnnouncementSurrogate>
{
    public Announcement ConvertFromSurrogate(in AnnouncementSurrogate from) =>
        new(from.Organization)
        {
            Replays = from.Replays ?? [],
            Version = from.Version,
            RequiresRedelivery = from.RequiresRedelivery,
            Redelivering = from.Redelivering ?? [],
        };

    public AnnouncementSurrogate ConvertToSurrogate(in Announcement value) =>
        new(
            value.Organization, Lists.Array(value.Replays), value.Version, value.RequiresRedelivery,
            value.Redelivering.Count == 0 ? null : Lists.Array(value.Redelivering));
}
