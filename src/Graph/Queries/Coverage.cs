using ReplayGraph.Facts;

namespace ReplayGraph.Queries;

/// <summary>Which events to count.</summary>
public sealed record CoverageQuery
{
    /// <summary>Events that happened in it.</summary>
    public Window Window { get; init; } = Window.All;

    /// <summary>Events of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>What the caller may see: events and replays of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Visible { get; init; }
}

/// <summary>How many events of one project, day, kind and side have a replay, and why the others have none. The counts add up to <see cref="Total"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Kind">Errors or transactions.</param>
/// <param name="Backend">False for events of a browser or mobile SDK.</param>
public sealed record CoverageRow(ProjectId ProjectId, DateOnly Day, FactKind Kind, bool Backend)
{
    /// <summary>All events.</summary>
    public int Total { get; init; }

    /// <summary>With a live replay.</summary>
    public int Linked { get; init; }

    /// <summary>Without a trace, and no replay named.</summary>
    public int Unnamed { get; init; }

    /// <summary>With a trace that no replay lists, and no replay named.</summary>
    public int Unseen { get; init; }

    /// <summary>With a replay of which no segment came.</summary>
    public int Pending { get; init; }

    /// <summary>With a replay of which segment 0 did not come.</summary>
    public int Partial { get; init; }

    /// <summary>With a replay that was archived, deleted or has expired.</summary>
    public int Gone { get; init; }
}
