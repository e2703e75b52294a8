using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.link")]
internal record struct LinkSurrogate(
    [property: Id(0)] UInt128 Replay,
    [property: Id(1)] long Project,
    [property: Id(2)] byte Fate,
    [property: Id(3)] long StartedAt,
    [property: Id(4)] long FinishedAt,
    [property: Id(5)] byte Evidence,
    [property: Id(6)] int Events,
    [property: Id(7)] long FirstSeen,
    [property: Id(8)] long LastSeen);

/// <summary>Surrogate of <see cref="LinkPage"/>, without its memo.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.link-page")]
internal record struct LinkPageSurrogate(
    [property: Id(0)] Link[] Links,
    [property: Id(1)] int Total,
    [property: Id(2)] Rank? Next,
    [property: Id(3)] KeyLinks[]? ByKey,
    [property: Id(4)] EventView[]? Events,
    [property: Id(5)] bool IsUnknown,
    [property: Id(6)] int SharedTraces);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.key-links")]
internal record struct KeyLinksSurrogate(
    [property: Id(0)] NodeKey Key,
    [property: Id(1)] Link[] Links,
    [property: Id(2)] int Total,
    [property: Id(3)] bool IsUnknown,
    [property: Id(4)] int SharedTraces);

[RegisterConverter]
internal sealed class LinkConverter : IConverter<Link, LinkSurrogate>
{
    public Link ConvertFromSurrogate(in LinkSurrogate from) => new(
        new(from.Replay), new(from.Project), (Fate)from.Fate, new(from.StartedAt), new(from.FinishedAt), (Evidence)from.Evidence,
        from.Events, new(from.FirstSeen), new(from.LastSeen));

    public LinkSurrogate ConvertToSurrogate(in Link value) => new()
    {
        Replay = value.ReplayId.Value,
        Project = value.ProjectId.Value,
        Fate = (byte)value.Fate,
        StartedAt = value.StartedAt.Milliseconds,
        FinishedAt = value.FinishedAt.Milliseconds,
        Evidence = (byte)value.Evidence,
        Events = value.Events,
        FirstSeen = value.FirstSeen.Milliseconds,
        LastSeen = value.LastSeen.Milliseconds,
    };
}

[RegisterConverter]
internal sealed class LinkPageConverter : IConverter<LinkPage, LinkPageSurrogate>
{
    public LinkPage ConvertFromSurrogate(in LinkPageSurrogate from) =>
        new(from.Links ?? [], from.Total, from.Next, from.ByKey, from.Events) { IsKnown = !from.IsUnknown, SharedTraces = from.SharedTraces };

    public LinkPageSurrogate ConvertToSurrogate(in LinkPage value) => new()
    {
        Links = Lists.Array(value.Links),
        Total = value.Total,
        Next = value.Next,
        ByKey = Lists.ArrayOrNull(value.ByKey),
        Events = Lists.ArrayOrNull(value.Events),
        IsUnknown = !value.IsKnown,
        SharedTraces = value.SharedTraces,
    };
}

[RegisterConverter]
internal sealed class KeyLinksConverter : IConverter<KeyLinks, KeyLinksSurrogate>
{
    public KeyLinks ConvertFromSurrogate(in KeyLinksSurrogate from) =>
        new(from.Key, from.Links ?? [], from.Total, !from.IsUnknown, from.SharedTraces);

    public KeyLinksSurrogate ConvertToSurrogate(in KeyLinks value) =>
        new(value.Key, Lists.Array(value.Links), value.Total, !value.IsKnown, value.SharedTraces);
}
