using ReplayGraph.Links;

namespace ReplayGraph.Replays;

/// <summary>The fields of a replay that ranking reads.</summary>
public abstract record ReplayHead
{
    /// <summary>Its fate, apart from expiry, which depends on the time.</summary>
    public Fate Fate { get; init; } = Fate.Pending;

    /// <summary>When it expires.</summary>
    public Timestamp ExpiresAt { get; init; } = new(long.MaxValue);

    /// <summary>The project that recorded it; none while pending.</summary>
    public ProjectId ProjectId { get; init; }

    /// <summary>Its start; <c>default</c> while pending.</summary>
    public Timestamp StartedAt { get; init; }

    /// <summary>The time of its last segment; <c>default</c> while pending.</summary>
    public Timestamp FinishedAt { get; init; }

    /// <summary>Whether segments of it have arrived: without one it has no time, though it may be archived or deleted.</summary>
    public bool HasSegments => StartedAt != default || FinishedAt != default;

    /// <summary>All fields that filters and views read.</summary>
    public abstract ReplaySummary ToSummary();

    /// <summary>Its fate at a time.</summary>
    public Fate FateAt(Timestamp now) => Fate is Fate.Live or Fate.Partial && ExpiresAt <= now ? Fate.Expired : Fate;

    /// <summary>Whether a caller may see it. A pending replay has no project yet, and is visible to all.</summary>
    /// <param name="projects">The projects that the caller may see; null: all.</param>
    public bool IsVisibleTo(IReadOnlySet<ProjectId>? projects) => projects is null || ProjectId.IsNone || projects.Contains(ProjectId);
}
