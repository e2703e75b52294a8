using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Link"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link")]
internal struct LinkSurrogate
{
    [Id(0)]
    public UInt128 Replay;

    [Id(1)]
    public long Project;

    [Id(2)]
    public byte Fate;

    [Id(3)]
    public long StartedAt;

    [Id(4)]
    public long FinishedAt;

    [Id(5)]
    public byte Evidence;

    [Id(6)]
    public int Events;

    [Id(7)]
    public long FirstSeen;

    [Id(8)]
    public long LastSeen;
}

/// <summary>Surrogate of <see cref="LinkPage"/>, without its memo.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.link-page")]
internal struct LinkPageSurrogate
{
    [Id(0)]
    public Link[] Links;

    [Id(1)]
    public int Total;

    [Id(2)]
    public Rank? Next;

    [Id(3)]
    public KeyLinks[]? ByKey;

    [Id(4)]
    public EventView[]? Events;

    [Id(5)]
    public bool IsUnknown;
}

/// <summary>Surrogate of <see cref="KeyLinks"/>.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.key-links")]
internal struct KeyLinksSurrogate
{
    [Id(0)]
    public NodeKey Key;

    [Id(1)]
    public Link[] Links;

    [Id(2)]
    public int Total;

    [Id(3)]
    public bool IsUnknown;
}

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
        new(from.Links ?? [], from.Total, from.Next, from.ByKey, from.Events) { IsKnown = !from.IsUnknown };

    public LinkPageSurrogate ConvertToSurrogate(in LinkPage value) => new()
    {
        Links = Lists.Array(value.Links),
        Total = value.Total,
        Next = value.Next,
        ByKey = Lists.ArrayOrNull(value.ByKey),
        Events = Lists.ArrayOrNull(value.Events),
        IsUnknown = !value.IsKnown,
    };
}

[RegisterConverter]
internal sealed class KeyLinksConverter : IConverter<KeyLinks, KeyLinksSurrogate>
{
    public KeyLinks ConvertFromSurrogate(in KeyLinksSurrogate from) =>
        new(from.Key, from.Links ?? [], from.Total, !from.IsUnknown);

    public KeyLinksSurrogate ConvertToSurrogate(in KeyLinks value) =>
        new() { Key = value.Key, Links = Lists.Array(value.Links), Total = value.Total, IsUnknown = !value.IsKnown };
}
