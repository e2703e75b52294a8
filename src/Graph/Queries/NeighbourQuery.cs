using System.Globalization;
using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>
/// The neighbours of one kind of a node. An event has traces, issues, transactions and replays; a trace has events and replays; an issue
/// and a transaction have replays and the events that are linked with one, an issue also the issues that were merged into it or that it was
/// merged into; a replay has events, traces, issues and transactions.
/// </summary>
/// <param name="Of">The node.</param>
/// <param name="Kind">The neighbours' kind.</param>
public sealed record NeighbourQuery(NodeKey Of, NodeKind Kind)
{
    /// <summary>Events that happened in it, and the neighbours reached through them.</summary>
    public Window Window { get; init; } = Window.All;

    /// <summary>Replays of these fates. Ignored for the neighbours of a replay.</summary>
    public FateSet Fates { get; init; } = FateSet.Any;

    /// <summary>What the caller may see: events and replays of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Visible { get; init; }

    /// <summary>The most neighbours of the page, 1 to <see cref="LookupQuery.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where to continue: <see cref="NeighbourPage.Next"/> of the previous page; null: from the start.</summary>
    public string? After { get; init; }

    /// <summary>The number of neighbours on previous pages, parsed from <see cref="After"/>.</summary>
    /// <exception cref="FormatException">Invalid cursor.</exception>
    public int Passed()
    {
        int passed = 0;
        return After is null || int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out passed)
            ? passed
            : throw new FormatException("Invalid cursor.");
    }
}

/// <summary>A page of neighbours: events latest first, all else by id.</summary>
/// <param name="Items">The neighbours of the page.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
public sealed record NeighbourPage(IReadOnlyList<Neighbour> Items, int Total, string? Next);

/// <summary>One neighbour.</summary>
/// <param name="Node">The node.</param>
/// <param name="Event">The event, if the neighbour is an event that has arrived.</param>
/// <param name="Link">The link, if the neighbour is a replay.</param>
public sealed record Neighbour(NodeKey Node, EventView? Event = null, Link? Link = null);
