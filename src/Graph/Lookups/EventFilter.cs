using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The part of a filter that selects events.</summary>
internal sealed class EventFilter(LinkFilter filter, Expiry expiry)
{
    private readonly long _start = filter.Window.Start.Milliseconds;
    private readonly long _end = filter.Window.End.Milliseconds;
    private readonly bool _anyProject = filter.Projects is null && filter.Visible is null;
    private readonly Dictionary<int, bool> _environments = [];
    private readonly Dictionary<int, bool> _projects = [];

    /// <summary>Whether the filter needs whole observations.</summary>
    internal bool NeedsObservations => filter.Where is not null;

    /// <summary>Whether every link passes that has not expired.</summary>
    internal bool TakesAll => filter.Window.IsAll && _anyProject && filter.Environments is null;

    /// <summary>The earliest expiry among the links that passed; those that projects and environments exclude may count, which is safe.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>Prepares for the links of another node, which may number projects and environments differently.</summary>
    internal void Begin()
    {
        _environments.Clear();
        _projects.Clear();
    }

    /// <summary>Whether a link passes the parts of the filter that its row can decide.</summary>
    internal bool Passes(LinkSet links, in LinkRow row)
    {
        long time = row.Time;
        return row.Evidence != Evidence.None
            && time >= _start && time < _end
            && IsKept(row)
            && (_anyProject || ProjectPasses(links, row))
            && (filter.Environments is null || EnvironmentPasses(links, row));
    }

    /// <summary>Whether an observation passes.</summary>
    internal bool Passes(in Observation o, IssueId issue) =>
        filter.Window.Holds(o.Timestamp)
        && !expiry.HasPassed(o.Timestamp, o.RetentionDays)
        && Passes(o.ProjectId)
        && (filter.Environments is null || filter.Environments.Contains(o.Environment?.ToString() ?? ""))
        && (filter.Where is null || filter.Where.Matches(o, issue));

    private bool Passes(ProjectId project) =>
        (filter.Projects is null || filter.Projects.Contains(project)) && (filter.Visible is null || filter.Visible.Contains(project));

    private bool IsKept(in LinkRow row)
    {
        Timestamp expiresAt = expiry.At(new(row.Time), row.RetentionDays);
        if (expiresAt <= expiry.Now)
        {
            return false;
        }

        if (expiresAt < FirstExpiry)
        {
            FirstExpiry = expiresAt;
        }

        return true;
    }

    private bool ProjectPasses(LinkSet links, in LinkRow row)
    {
        if (!_projects.TryGetValue(row.Project, out bool passes))
        {
            _projects[row.Project] = passes = Passes(links.ProjectOf(row));
        }

        return passes;
    }

    private bool EnvironmentPasses(LinkSet links, in LinkRow row)
    {
        if (!_environments.TryGetValue(row.Environment, out bool passes))
        {
            _environments[row.Environment] = passes = filter.Environments!.Contains(links.EnvironmentOf(row));
        }

        return passes;
    }
}
