using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Source"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.source")]
internal struct SourceSurrogate
{
    [Id(0)]
    public long Into;

    [Id(1)]
    public long From;
}

/// <summary>Surrogate of <see cref="OrganizationCommand"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.organization-mail")]
internal struct OrganizationCommandSurrogate
{
    [Id(0)]
    public byte[] Facts;

    [Id(1)]
    public Source[] Sources;
}

/// <summary>Surrogate of <see cref="OrganizationReply"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.organization-reply")]
internal struct OrganizationReplySurrogate
{
    [Id(0)]
    public int Accepted;

    [Id(1)]
    public int Duplicates;
}

/// <summary>Surrogate of <see cref="Announcement"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.announcement")]
internal struct AnnouncementSurrogate
{
    [Id(0)]
    public OrganizationId Organization;

    [Id(1)]
    public ReplayRow[] Replays;

    [Id(2)]
    public long Version;

    [Id(3)]
    public bool RequiresRedelivery;
}

[RegisterConverter]
internal sealed class SourceConverter : IConverter<Source, SourceSurrogate>
{
    public Source ConvertFromSurrogate(in SourceSurrogate from) => new(new(from.Into), new(from.From));

    public SourceSurrogate ConvertToSurrogate(in Source value) => new() { Into = value.Into.Value, From = value.From.Value };
}

[RegisterConverter]
internal sealed class OrganizationCommandConverter : IConverter<OrganizationCommand, OrganizationCommandSurrogate>
{
    public OrganizationCommand ConvertFromSurrogate(in OrganizationCommandSurrogate from) =>
        new() { Facts = from.Facts, Sources = from.Sources ?? [] };

    public OrganizationCommandSurrogate ConvertToSurrogate(in OrganizationCommand value) =>
        new() { Facts = Lists.Bytes(value.Facts), Sources = Lists.Array(value.Sources) };
}

[RegisterConverter]
internal sealed class OrganizationReplyConverter : IConverter<OrganizationReply, OrganizationReplySurrogate>
{
    public OrganizationReply ConvertFromSurrogate(in OrganizationReplySurrogate from) => new(from.Accepted, from.Duplicates);

    public OrganizationReplySurrogate ConvertToSurrogate(in OrganizationReply value) =>
        new() { Accepted = value.Accepted, Duplicates = value.Duplicates };
}

[RegisterConverter]
internal sealed class AnnouncementConverter : IConverter<Announcement, AnnouncementSurrogate>
{
    public Announcement ConvertFromSurrogate(in AnnouncementSurrogate from) =>
        new(from.Organization) { Replays = from.Replays ?? [], Version = from.Version, RequiresRedelivery = from.RequiresRedelivery };

    public AnnouncementSurrogate ConvertToSurrogate(in Announcement value) => new()
    {
        Organization = value.Organization,
        Replays = Lists.Array(value.Replays),
        Version = value.Version,
        RequiresRedelivery = value.RequiresRedelivery,
    };
}
