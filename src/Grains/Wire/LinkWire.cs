using ReplayGraph.Nodes.Links;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Wire;

/// <summary>Links and withdrawals as they are sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.entries")]
internal struct EntriesWire
{
    [Id(0)]
    public byte[] Entries;
}

/// <summary>An answer, or that the known one is still right, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link-answer")]
internal struct LinkAnswerWire
{
    [Id(0)]
    public LinkPage? Page;

    [Id(1)]
    public long Tag;
}

[RegisterConverter]
internal sealed class LinkMailConverter : IConverter<LinkMail, EntriesWire>
{
    public LinkMail ConvertFromSurrogate(in EntriesWire from) => new(from.Entries);

    public EntriesWire ConvertToSurrogate(in LinkMail value) => new() { Entries = Lists.Bytes(value.Entries) };
}

[RegisterConverter]
internal sealed class LinkViewConverter : IConverter<LinkView, EntriesWire>
{
    public LinkView ConvertFromSurrogate(in EntriesWire from) => new(from.Entries);

    public EntriesWire ConvertToSurrogate(in LinkView value) => new() { Entries = Lists.Bytes(value.Entries) };
}

[RegisterConverter]
internal sealed class LinkAnswerConverter : IConverter<LinkAnswer, LinkAnswerWire>
{
    public LinkAnswer ConvertFromSurrogate(in LinkAnswerWire from) => new(from.Page, from.Tag);

    public LinkAnswerWire ConvertToSurrogate(in LinkAnswer value) => new() { Page = value.Page, Tag = value.Tag };
}
