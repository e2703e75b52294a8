using ReplayGraph.Links;

namespace ReplayGraph.Replays;

/// <summary>What ranking asks of a replay.</summary>
public abstract record ReplayHead
{
    /// <summary>Its fate, but for expiry, which time brings.</summary>
    public Fate Fate { get; init; } = Fate.Pending;

    /// <summary>When it expires.</summary>
    public Timestamp ExpiresAt { get; init; } = new(long.MaxValue);

    /// <summary>The project that recorded it; none while pending.</summary>
    public ProjectId ProjectId { get; init; }

    /// <summary>Its start; <c>default</c> while pending.</summary>
    public Timestamp StartedAt { get; init; }

    /// <summary>The time of its last segment; <c>default</c> while pending.</summary>
    public Timestamp FinishedAt { get; init; }

    /// <summary>All that filters and views ask.</summary>
    public abstract ReplaySummary ToSummary();

    /// <summary>Its fate at a time.</summary>
    public Fate FateAt(Timestamp now) => Fate is Fate.Live or Fate.Partial && ExpiresAt <= now ? Fate.Expired : Fate;

    /// <summary>Whether a caller may see it: one that is pending has no project yet, and passes.</summary>
    /// <param name="projects">The projects that the caller may see; null: all.</param>
    public bool IsVisibleTo(IReadOnlySet<ProjectId>? projects) => projects is null || ProjectId.IsNone || projects.Contains(ProjectId);
}
