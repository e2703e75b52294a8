namespace ReplayGraph.Queries;

/// <summary>Which of the latest replays to return.</summary>
public sealed record LatestReplaysQuery
{
    /// <summary>Replays of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>What the caller may see: replays of these projects; null: of any.</summary>
    public IReadOnlySet<ProjectId>? Visible { get; init; }

    /// <summary>The most replays, 1 to <see cref="LookupQuery.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>The projects that both sets allow; null: any.</summary>
    public IReadOnlySet<ProjectId>? Allowed => (Projects, Visible) switch
    {
        (null, var visible) => visible,
        (var projects, null) => projects,
        var (projects, visible) => projects.Intersect(visible).ToHashSet(),
    };
}
