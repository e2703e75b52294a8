using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Neighbours;

/// <summary>The neighbours of a node.</summary>
/// <param name="Kind">The node's kind.</param>
/// <param name="Id">The node's id or name, as text.</param>
/// <param name="EdgeKind">The neighbours' kind; absent if the request names none.</param>
/// <param name="Edges">The neighbours of the page: events latest first, all else by id.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
/// <param name="Counts">The number of neighbours of each kind, if the request names none.</param>
public sealed record EdgesAnswer(
    NodeKind Kind,
    string Id,
    NodeKind? EdgeKind,
    IReadOnlyList<EdgeAnswer>? Edges,
    int? Total,
    string? NextCursor,
    IReadOnlyList<EdgeCount>? Counts);

/// <summary>The number of neighbours of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Total">The number.</param>
public sealed record EdgeCount(NodeKind Kind, int Total);

/// <summary>One neighbour.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id or name, as text.</param>
/// <param name="Event">The event, if it is one that has arrived.</param>
/// <param name="Link">The link, if it is a replay.</param>
public sealed record EdgeAnswer(NodeKind Kind, string Id, EventAnswer? Event, LinkAnswer? Link)
{
    /// <summary>From a neighbour.</summary>
    public static EdgeAnswer Of(Neighbour neighbour, LinkTemplates? templates) => new(
        neighbour.Node.Kind,
        neighbour.Node.Id,
        neighbour.Event is { } seen ? EventAnswer.Of(seen) : null,
        neighbour.Link is { } link ? LinkAnswer.Of(link, templates) : null);
}
