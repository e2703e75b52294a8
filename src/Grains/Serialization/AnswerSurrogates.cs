using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Neighbour"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.neighbour")]
internal struct NeighbourSurrogate
{
    [Id(0)]
    public NodeKey Node;

    [Id(1)]
    public EventView? Event;

    [Id(2)]
    public Link? Link;
}

/// <summary>Surrogate of <see cref="NeighbourPage"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.neighbour-page")]
internal struct NeighbourPageSurrogate
{
    [Id(0)]
    public Neighbour[] Items;

    [Id(1)]
    public int Total;

    [Id(2)]
    public string? Next;
}

/// <summary>Surrogate of <see cref="CoverageRow"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.coverage-row")]
internal struct CoverageRowSurrogate
{
    [Id(0)]
    public long Project;

    [Id(1)]
    public int Day;

    [Id(2)]
    public byte Kind;

    [Id(3)]
    public bool IsBackend;

    // Total, linked, unnamed, unseen, pending, partial, gone.
    [Id(4)]
    public int[] Counts;
}

/// <summary>Surrogate of <see cref="IngestResult"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.ingest-result")]
internal struct IngestResultSurrogate
{
    [Id(0)]
    public int Accepted;

    [Id(1)]
    public int Duplicates;

    [Id(2)]
    public int Expired;
}

[RegisterConverter]
internal sealed class NeighbourConverter : IConverter<Neighbour, NeighbourSurrogate>
{
    public Neighbour ConvertFromSurrogate(in NeighbourSurrogate from) => new(from.Node, from.Event, from.Link);

    public NeighbourSurrogate ConvertToSurrogate(in Neighbour value) => new() { Node = value.Node, Event = value.Event, Link = value.Link };
}

[RegisterConverter]
internal sealed class NeighbourPageConverter : IConverter<NeighbourPage, NeighbourPageSurrogate>
{
    public NeighbourPage ConvertFromSurrogate(in NeighbourPageSurrogate from) => new(from.Items ?? [], from.Total, from.Next);

    public NeighbourPageSurrogate ConvertToSurrogate(in NeighbourPage value) =>
        new() { Items = Lists.Array(value.Items), Total = value.Total, Next = value.Next };
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
        };

    public CoverageRowSurrogate ConvertToSurrogate(in CoverageRow value) => new()
    {
        Project = value.ProjectId.Value,
        Day = value.Day.DayNumber,
        Kind = (byte)value.Kind,
        IsBackend = value.Backend,
        Counts = [value.Total, value.Linked, value.Unnamed, value.Unseen, value.Pending, value.Partial, value.Gone],
    };
}

[RegisterConverter]
internal sealed class IngestResultConverter : IConverter<IngestResult, IngestResultSurrogate>
{
    public IngestResult ConvertFromSurrogate(in IngestResultSurrogate from) => new(from.Accepted, from.Duplicates, from.Expired);

    public IngestResultSurrogate ConvertToSurrogate(in IngestResult value) =>
        new() { Accepted = value.Accepted, Duplicates = value.Duplicates, Expired = value.Expired };
}
