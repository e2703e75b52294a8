using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.rank")]
internal record struct RankSurrogate(
    [property: Id(0)] byte Evidence,
    [property: Id(1)] int Events,
    [property: Id(2)] long LastSeen,
    [property: Id(3)] UInt128 Replay);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.lookup")]
internal record struct LookupSurrogate(
    [property: Id(0)] NodeKey[] Keys,
    // Null for the common case of no filter.
    [property: Id(1)] LinkFilter? Filter,
    [property: Id(2)] byte Sort,
    [property: Id(3)] int Limit,
    [property: Id(4)] Rank? After,
    [property: Id(5)] bool ByKey,
    [property: Id(6)] bool Events,
    [property: Id(7)] bool Strict);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.neighbours")]
internal record struct NeighbourQuerySurrogate(
    [property: Id(0)] NodeKey Of,
    [property: Id(1)] byte Kind,
    [property: Id(2)] WindowSurrogate Window,
    [property: Id(3)] byte Fates,
    [property: Id(4)] long[]? Visible,
    [property: Id(5)] int Limit,
    [property: Id(6)] string? After);

// Defaults are omitted, so that silos before Kind read queries without the later filters as they always did.
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.coverage")]
internal record struct CoverageQuerySurrogate(
    [property: Id(0)] WindowSurrogate Window,
    [property: Id(1)] long[]? Projects,
    [property: Id(2)] long[]? Visible,
    // 0 for both.
    [property: Id(3)] byte Kind,
    [property: Id(4)] bool? Backend,
    [property: Id(5)] long Issue,
    [property: Id(6)] string? Transaction);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.latest-replays")]
internal record struct LatestReplaysQuerySurrogate(
    [property: Id(0)] long[]? Projects,
    [property: Id(1)] long[]? Visible,
    [property: Id(2)] int Limit);

[RegisterConverter]
internal sealed class RankConverter : IConverter<Rank, RankSurrogate>
{
    public Rank ConvertFromSurrogate(in RankSurrogate from) => new((Evidence)from.Evidence, from.Events, new(from.LastSeen), new(from.Replay));

    public RankSurrogate ConvertToSurrogate(in Rank value) =>
        new((byte)value.Evidence, value.Events, value.LastSeen.Milliseconds, value.ReplayId.Value);
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
        Kind = from.Kind == 0 ? null : (FactKind)from.Kind,
        Backend = from.Backend,
        Issue = new(from.Issue),
        Transaction = from.Transaction,
    };

    public CoverageQuerySurrogate ConvertToSurrogate(in CoverageQuery value) => new()
    {
        Window = WindowSurrogate.From(value.Window),
        Projects = Lists.Projects(value.Projects),
        Visible = Lists.Projects(value.Visible),
        Kind = (byte)(value.Kind ?? 0),
        Backend = value.Backend,
        Issue = value.Issue.Value,
        Transaction = value.Transaction,
    };
}

[RegisterConverter]
internal sealed class LatestReplaysQueryConverter : IConverter<LatestReplaysQuery, LatestReplaysQuerySurrogate>
{
    public LatestReplaysQuery ConvertFromSurrogate(in LatestReplaysQuerySurrogate from) => new()
    {
        Projects = Lists.Projects(from.Projects),
        Visible = Lists.Projects(from.Visible),
        Limit = from.Limit,
    };

    public LatestReplaysQuerySurrogate ConvertToSurrogate(in LatestReplaysQuery value) =>
        new(Lists.Projects(value.Projects), Lists.Projects(value.Visible), value.Limit);
}
