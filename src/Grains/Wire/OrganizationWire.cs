using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Store;

namespace ReplayGraph.Grains.Wire;

/// <summary>Where moved events came from, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.source")]
internal struct SourceWire
{
    [Id(0)]
    public long Into;

    [Id(1)]
    public long From;
}

/// <summary>What is told to an organization, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.organization-mail")]
internal struct OrganizationMailWire
{
    [Id(0)]
    public byte[] Facts;

    [Id(1)]
    public Source[] Sources;
}

/// <summary>What an organization answers, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.organization-reply")]
internal struct OrganizationReplyWire
{
    [Id(0)]
    public int Accepted;

    [Id(1)]
    public int Duplicates;
}

/// <summary>What every silo is told, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.announcement")]
internal struct AnnouncementWire
{
    [Id(0)]
    public OrganizationId Organization;

    [Id(1)]
    public ReplayRow[] Replays;

    [Id(2)]
    public long Version;

    [Id(3)]
    public bool IsDoubt;
}

[RegisterConverter]
internal sealed class SourceConverter : IConverter<Source, SourceWire>
{
    public Source ConvertFromSurrogate(in SourceWire from) => new(new(from.Into), new(from.From));

    public SourceWire ConvertToSurrogate(in Source value) => new() { Into = value.Into.Value, From = value.From.Value };
}

[RegisterConverter]
internal sealed class OrganizationMailConverter : IConverter<OrganizationMail, OrganizationMailWire>
{
    public OrganizationMail ConvertFromSurrogate(in OrganizationMailWire from) =>
        new() { Facts = from.Facts, Sources = from.Sources ?? [] };

    public OrganizationMailWire ConvertToSurrogate(in OrganizationMail value) =>
        new() { Facts = Lists.Bytes(value.Facts), Sources = Lists.Array(value.Sources) };
}

[RegisterConverter]
internal sealed class OrganizationReplyConverter : IConverter<OrganizationReply, OrganizationReplyWire>
{
    public OrganizationReply ConvertFromSurrogate(in OrganizationReplyWire from) => new(from.Accepted, from.Duplicates);

    public OrganizationReplyWire ConvertToSurrogate(in OrganizationReply value) =>
        new() { Accepted = value.Accepted, Duplicates = value.Duplicates };
}

[RegisterConverter]
internal sealed class AnnouncementConverter : IConverter<Announcement, AnnouncementWire>
{
    public Announcement ConvertFromSurrogate(in AnnouncementWire from) =>
        new(from.Organization) { Replays = from.Replays ?? [], Version = from.Version, IsDoubt = from.IsDoubt };

    public AnnouncementWire ConvertToSurrogate(in Announcement value) => new()
    {
        Organization = value.Organization,
        Replays = Lists.Array(value.Replays),
        Version = value.Version,
        IsDoubt = value.IsDoubt,
    };
}
