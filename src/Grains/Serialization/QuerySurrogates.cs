using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Rank"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.rank")]
internal struct RankSurrogate
{
    [Id(0)]
    public byte Evidence;

    [Id(1)]
    public int Events;

    [Id(2)]
    public long LastSeen;

    [Id(3)]
    public UInt128 Replay;
}

/// <summary>Surrogate of <see cref="LookupQuery"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.lookup")]
internal struct LookupSurrogate
{
    [Id(0)]
    public NodeKey[] Keys;

    // Null for the common case of no filter.
    [Id(1)]
    public LinkFilter? Filter;

    [Id(2)]
    public byte Sort;

    [Id(3)]
    public int Limit;

    [Id(4)]
    public Rank? After;

    [Id(5)]
    public bool ByKey;

    [Id(6)]
    public bool Events;

    [Id(7)]
    public bool Strict;
}

/// <summary>Surrogate of <see cref="NeighbourQuery"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.neighbours")]
internal struct NeighbourQuerySurrogate
{
    [Id(0)]
    public NodeKey Of;

    [Id(1)]
    public byte Kind;

    [Id(2)]
    public WindowSurrogate Window;

    [Id(3)]
    public byte Fates;

    [Id(4)]
    public long[]? Visible;

    [Id(5)]
    public int Limit;

    [Id(6)]
    public string? After;
}

/// <summary>Surrogate of <see cref="CoverageQuery"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.coverage")]
internal struct CoverageQuerySurrogate
{
    [Id(0)]
    public WindowSurrogate Window;

    [Id(1)]
    public long[]? Projects;

    [Id(2)]
    public long[]? Visible;
}

[RegisterConverter]
internal sealed class RankConverter : IConverter<Rank, RankSurrogate>
{
    public Rank ConvertFromSurrogate(in RankSurrogate from) => new((Evidence)from.Evidence, from.Events, new(from.LastSeen), new(from.Replay));

    public RankSurrogate ConvertToSurrogate(in Rank value) => new()
    {
        Evidence = (byte)value.Evidence,
        Events = value.Events,
        LastSeen = value.LastSeen.Milliseconds,
        Replay = value.ReplayId.Value,
    };
}

[RegisterConverter]
internal sealed class LookupConverter : IConverter<LookupQuery, LookupSurrogate>
{
    public LookupQuery ConvertFromSurrogate(in LookupSurrogate from) => new()
    {
        Keys = from.Keys,
        Filter = from.Filter ?? LinkFilter.None,
        Sort = (Sort)from.Sort,
        Limit = from.Limit,
        After = from.After,
        ByKey = from.ByKey,
        Events = from.Events,
        Strict = from.Strict,
    };

    public LookupSurrogate ConvertToSurrogate(in LookupQuery value) => new()
    {
        Keys = Lists.Array(value.Keys),
        Filter = value.Filter == LinkFilter.None ? null : value.Filter,
        Sort = (byte)value.Sort,
        Limit = value.Limit,
        After = value.After,
        ByKey = value.ByKey,
        Events = value.Events,
        Strict = value.Strict,
    };
}

[RegisterConverter]
internal sealed class NeighbourQueryConverter : IConverter<NeighbourQuery, NeighbourQuerySurrogate>
{
    public NeighbourQuery ConvertFromSurrogate(in NeighbourQuerySurrogate from) => new(from.Of, (NodeKind)from.Kind)
    {
        Window = from.Window.ToWindow(),
        Fates = (FateSet)from.Fates,
        Visible = Lists.Projects(from.Visible),
        Limit = from.Limit,
        After = from.After,
    };

    public NeighbourQuerySurrogate ConvertToSurrogate(in NeighbourQuery value) => new()
    {
        Of = value.Of,
        Kind = (byte)value.Kind,
        Window = WindowSurrogate.From(value.Window),
        Fates = (byte)value.Fates,
        Visible = Lists.Projects(value.Visible),
        Limit = value.Limit,
        After = value.After,
    };
}

[RegisterConverter]
internal sealed class CoverageQueryConverter : IConverter<CoverageQuery, CoverageQuerySurrogate>
{
    public CoverageQuery ConvertFromSurrogate(in CoverageQuerySurrogate from) => new()
    {
        Window = from.Window.ToWindow(),
        Projects = Lists.Projects(from.Projects),
        Visible = Lists.Projects(from.Visible),
    };

    public CoverageQuerySurrogate ConvertToSurrogate(in CoverageQuery value) => new()
    {
        Window = WindowSurrogate.From(value.Window),
        Projects = Lists.Projects(value.Projects),
        Visible = Lists.Projects(value.Visible),
    };
}
