using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.neighbour")]
internal record struct NeighbourSurrogate(
    [property: Id(0)] NodeKey Node,
    [property: Id(1)] EventView? Event,
    [property: Id(2)] Link? Link);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.neighbour-page")]
internal record struct NeighbourPageSurrogate(
    [property: Id(0)] Neighbour[] Items,
    [property: Id(1)] int Total,
    [property: Id(2)] string? Next);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.coverage-row")]
internal record struct CoverageRowSurrogate(
    [property: Id(0)] long Project,
    [property: Id(1)] int Day,
    [property: Id(2)] byte Kind,
    [property: Id(3)] bool IsBackend,
    // Total, linked, unnamed, unseen, pending, partial, gone.
    [property: Id(4)] int[] Counts,
    [property: Id(5)] int Stale,
    [property: Id(6)] int Shared);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.ingest-result")]
internal record struct IngestResultSurrogate(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] int Expired);

[RegisterConverter]
internal sealed class NeighbourConverter : IConverter<Neighbour, NeighbourSurrogate>
{
    public Neighbour ConvertFromSurrogate(in NeighbourSurrogate from) => new(from.Node, from.Event, from.Link);

    public NeighbourSurrogate ConvertToSurrogate(in Neighbour value) => new(value.Node, value.Event, value.Link);
}

[RegisterConverter]
internal sealed class NeighbourPageConverter : IConverter<NeighbourPage, NeighbourPageSurrogate>
{
    public NeighbourPage ConvertFromSurrogate(in NeighbourPageSurrogate from) => new(from.Items ?? [], from.Total, from.Next);

    public NeighbourPageSurrogate ConvertToSurrogate(in NeighbourPage value) => new(Lists.Array(value.Items), value.Total, value.Next);
}

[RegisterConverter]
internal sealed class CoverageRowConverter : IConverter<CoverageRow, CoverageRowSurrogate>
{
    public CoverageRow ConvertFromSurrogate(in CoverageRowSurrogate from) =>
        new(new(from.Project), DateOnly.FromDayNumber(from.Day), (FactKind)from.Kind, from.IsBackend)
        {
            Total = from.Counts[0],
            Linked = from.Counts[1],
            Unnamed = from.Counts[2],
            Unseen = from.Counts[3],
            Pending = from.Counts[4],
            Partial = from.Counts[5],
            Gone = from.Counts[6],
            Stale = from.Stale,
            Shared = from.Shared,
        };

    public CoverageRowSurrogate ConvertToSurrogate(in CoverageRow value) => new()
    {
        Project = value.ProjectId.Value,
        Day = value.Day.DayNumber,
        Kind = (byte)value.Kind,
        IsBackend = value.Backend,
        Counts = [value.Total, value.Linked, value.Unnamed, value.Unseen, value.Pending, value.Partial, value.Gone],
        Stale = value.Stale,
        Shared = value.Shared,
    };
}

[RegisterConverter]
internal sealed class IngestResultConverter : IConverter<IngestResult, IngestResultSurrogate>
{
    public IngestResult ConvertFromSurrogate(in IngestResultSurrogate from) => new(from.Accepted, from.Duplicates, from.Expired);

    public IngestResultSurrogate ConvertToSurrogate(in IngestResult value) => new(value.Accepted, value.Duplicates, value.Expired);
}
