namespace ReplayGraph.Traces;

/// <summary>
/// Identifies an observation: a later one of the same key supersedes it. The issue, as ingested, is part of the key, because reprocessing
/// inserts one event id under two issues.
/// </summary>
public readonly record struct ObservationKey(ProjectId Project, EventId Event, IssueId Issue)
{
    /// <summary>Whether both are of one event. Its id is unique only within its project.</summary>
    public bool HasSameEvent(in ObservationKey other) => Event == other.Event && Project == other.Project;
}
