using ReplayGraph.Facts;

namespace ReplayGraph.Queries;

/// <summary>Which events to count.</summary>
public sealed record CoverageQuery
{
    /// <summary>Events that happened in it.</summary>
    public Window Window { get; init; } = Window.All;

    /// <summary>Events of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>Events of this kind; null: of both.</summary>
    public FactKind? Kind { get; init; }

    /// <summary>Events of this side, true for servers; null: of both.</summary>
    public bool? Backend { get; init; }

    /// <summary>Events of this issue, or of what it became by merges, as a lookup of the issue finds them; none: of any.</summary>
    public IssueId Issue { get; init; }

    /// <summary>Events with this transaction name; null: with any.</summary>
    public string? Transaction { get; init; }

    /// <summary>What the caller may see: events and replays of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Visible { get; init; }
}

/// <summary>
/// How many events of one project, UTC day, kind and side have a replay, and why the others have none. An event counts once in each row
/// that it was observed in, with the best <see cref="Outcome"/> of its observations there: <see cref="Linked"/>, then <see cref="Partial"/>,
/// <see cref="Pending"/>, <see cref="Gone"/>, <see cref="Stale"/>,
/// <see cref="Shared"/>, <see cref="Unseen"/>, <see cref="Unnamed"/>. A replay that the caller may not see does not
/// count. Deleted and expired observations do not count. The outcomes add up to <see cref="Total"/>.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Kind">Errors or transactions.</param>
/// <param name="Backend">False for events of a browser or mobile SDK.</param>
public sealed record CoverageRow(ProjectId ProjectId, DateOnly Day, FactKind Kind, bool Backend)
{
    /// <summary>All events.</summary>
    public int Total { get; init; }

    /// <summary>Events with a live replay.</summary>
    public int Linked { get; init; }

    /// <summary>Events with a replay whose segment 0 is missing.</summary>
    public int Partial { get; init; }

    /// <summary>Events with a replay that has no segments.</summary>
    public int Pending { get; init; }

    /// <summary>Events whose replay was archived, deleted or has expired.</summary>
    public int Gone { get; init; }

    /// <summary>Events that happened too long before or after their replay.</summary>
    public int Stale { get; init; }

    /// <summary>Events of a shared trace, without direct evidence.</summary>
    public int Shared { get; init; }

    /// <summary>Events with a trace, but without a replay.</summary>
    public int Unseen { get; init; }

    /// <summary>Events with neither a trace nor a replay.</summary>
    public int Unnamed { get; init; }
}
