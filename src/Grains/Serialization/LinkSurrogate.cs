using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of links and withdrawals.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.entries")]
internal struct EntriesSurrogate
{
    [Id(0)]
    public byte[] Entries;
}

/// <summary>Surrogate of <see cref="TaggedPage"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link-answer")]
internal struct TaggedPageSurrogate
{
    [Id(0)]
    public LinkPage? Page;

    [Id(1)]
    public long Tag;
}

[RegisterConverter]
internal sealed class LinkCommandConverter : IConverter<LinkCommand, EntriesSurrogate>
{
    public LinkCommand ConvertFromSurrogate(in EntriesSurrogate from) => new(from.Entries);

    public EntriesSurrogate ConvertToSurrogate(in LinkCommand value) => new() { Entries = Lists.Bytes(value.Entries) };
}

[RegisterConverter]
internal sealed class LinkViewConverter : IConverter<LinkView, EntriesSurrogate>
{
    public LinkView ConvertFromSurrogate(in EntriesSurrogate from) => new(from.Entries);

    public EntriesSurrogate ConvertToSurrogate(in LinkView value) => new() { Entries = Lists.Bytes(value.Entries) };
}

[RegisterConverter]
internal sealed class TaggedPageConverter : IConverter<TaggedPage, TaggedPageSurrogate>
{
    public TaggedPage ConvertFromSurrogate(in TaggedPageSurrogate from) => new(from.Page, from.Tag);

    public TaggedPageSurrogate ConvertToSurrogate(in TaggedPage value) => new() { Page = value.Page, Tag = value.Tag };
}
