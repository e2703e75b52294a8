using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of links and withdrawals.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.entries")]
internal record struct EntriesSurrogate(
    [property: Id(0)] byte[] Entries);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.link-answer")]
internal record struct TaggedPageSurrogate(
    [property: Id(0)] LinkPage? Page,
    [property: Id(1)] long Tag);

[RegisterConverter]
internal sealed class LinkCommandConverter : IConverter<LinkCommand, EntriesSurrogate>
{
    public LinkCommand ConvertFromSurrogate(in EntriesSurrogate from) => new(from.Entries);

    public EntriesSurrogate ConvertToSurrogate(in LinkCommand value) => new(Lists.Bytes(value.Entries));
}

[RegisterConverter]
internal sealed class LinkViewConverter : IConverter<LinkView, EntriesSurrogate>
{
    public LinkView ConvertFromSurrogate(in EntriesSurrogate from) => new(from.Entries);

    public EntriesSurrogate ConvertToSurrogate(in LinkView value) => new(Lists.Bytes(value.Entries));
}

[RegisterConverter]
internal sealed class TaggedPageConverter : IConverter<TaggedPage, TaggedPageSurrogate>
{
    public TaggedPage ConvertFromSurrogate(in TaggedPageSurrogate from) => new(from.Page, from.Tag);

    public TaggedPageSurrogate ConvertToSurrogate(in TaggedPage value) => new(value.Page, value.Tag);
}
