using ReplayGraph.Cluster.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>The part of a filter that selects events.</summary>
internal sealed class EventFilter(LinkFilter filter, Moment moment)
{
    /// <summary>True if only whole observations tell whether they pass.</summary>
    internal bool NeedsObservations => filter.Where is not null;

    /// <summary>Whether an observation passes.</summary>
    internal bool Passes(in Observation o, IssueId issue) =>
        filter.Window.Holds(o.Timestamp)
        && !moment.HasExpired(o.Timestamp, o.RetentionDays)
        && Passes(o.ProjectId)
        && (filter.Environments is null || filter.Environments.Contains(o.Environment?.ToString() ?? ""))
        && (filter.Where is null || filter.Where.Matches(o, issue));

    /// <summary>The same for the rows of a table, as far as they tell.</summary>
    internal RowFilter For(LinkTable table) => new(filter, moment)
    {
        Projects = filter.Projects is null && filter.Visible is null ? null : [.. table.Projects.Values.Select(Passes)],
        Environments = filter.Environments is null ? null : [.. table.Environments.Select(filter.Environments.Contains)],
    };

    private bool Passes(ProjectId project) =>
        (filter.Projects is null || filter.Projects.Contains(project)) && (filter.Visible is null || filter.Visible.Contains(project));
}

/// <summary>What rows of a table pass, with projects and environments turned into their numbers.</summary>
internal sealed class RowFilter(LinkFilter filter, Moment moment)
{
    private readonly long _start = filter.Window.Start.Milliseconds;
    private readonly long _end = filter.Window.End.Milliseconds;
    private readonly long _retention = (long)moment.Retention.TotalMilliseconds;
    private readonly long _now = moment.Now.Milliseconds;

    /// <summary>By number, whether it passes; null: all do.</summary>
    internal bool[]? Projects { get; init; }

    /// <inheritdoc cref="Projects"/>
    internal bool[]? Environments { get; init; }

    /// <summary>When the first of the rows that passed expires, in ms.</summary>
    internal long FirstExpiry { get; private set; } = long.MaxValue;

    /// <summary>Whether a row passes. One that was withdrawn does not: it has no evidence.</summary>
    internal bool Passes(in LinkRow row)
    {
        if ((row.Evidence & filter.Evidence) == 0
            || row.Time < _start || row.Time >= _end
            || (Projects is not null && !Projects[row.Project])
            || (Environments is not null && !Environments[row.Environment]))
        {
            return false;
        }

        long expiry = row.RetentionDays == 0 ? row.Time + _retention : moment.ExpiryOf(new(row.Time), row.RetentionDays).Milliseconds;
        if (expiry <= _now)
        {
            return false;
        }

        FirstExpiry = Math.Min(FirstExpiry, expiry);
        return true;
    }
}
