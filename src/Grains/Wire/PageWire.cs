using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Wire;

/// <summary>A link as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link")]
internal struct LinkWire
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

/// <summary>A page of links as it is sent, without what was written of it.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.link-page")]
internal struct LinkPageWire
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

/// <summary>What one key answers, as it is sent.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.key-links")]
internal struct KeyLinksWire
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
internal sealed class LinkConverter : IConverter<Link, LinkWire>
{
    public Link ConvertFromSurrogate(in LinkWire from) => new(
        new(from.Replay), new(from.Project), (Fate)from.Fate, new(from.StartedAt), new(from.FinishedAt), (Evidence)from.Evidence,
        from.Events, new(from.FirstSeen), new(from.LastSeen));

    public LinkWire ConvertToSurrogate(in Link value) => new()
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
internal sealed class LinkPageConverter : IConverter<LinkPage, LinkPageWire>
{
    public LinkPage ConvertFromSurrogate(in LinkPageWire from) =>
        new(from.Links ?? [], from.Total, from.Next, from.ByKey, from.Events) { IsKnown = !from.IsUnknown };

    public LinkPageWire ConvertToSurrogate(in LinkPage value) => new()
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
internal sealed class KeyLinksConverter : IConverter<KeyLinks, KeyLinksWire>
{
    public KeyLinks ConvertFromSurrogate(in KeyLinksWire from) =>
        new(from.Key, from.Links ?? [], from.Total, !from.IsUnknown);

    public KeyLinksWire ConvertToSurrogate(in KeyLinks value) =>
        new() { Key = value.Key, Links = Lists.Array(value.Links), Total = value.Total, IsUnknown = !value.IsKnown };
}
