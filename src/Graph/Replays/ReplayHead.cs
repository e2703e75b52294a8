using ReplayGraph.Links;

namespace ReplayGraph.Replays;

/// <summary>The fields of a replay that ranking reads.</summary>
/// <param name="Fate">Its fate, apart from expiry, which depends on the time.</param>
/// <param name="ExpiresAt">When it expires; <c>default</c> once it has been dropped.</param>
/// <param name="ProjectId">The project that recorded it; none while pending.</param>
/// <param name="StartedAt">Its start; <c>default</c> while pending.</param>
/// <param name="FinishedAt">The time of its last segment; <c>default</c> while pending.</param>
public readonly record struct ReplayHead(Fate Fate, Timestamp ExpiresAt, ProjectId ProjectId, Timestamp StartedAt, Timestamp FinishedAt)
{
    /// <summary>Whether the host has dropped it: then it has no id either.</summary>
    public bool IsDropped => ExpiresAt == default;

    /// <summary>Whether segments of it have arrived: without one it has no time, though it may be archived or deleted.</summary>
    public bool HasSegments => StartedAt != default || FinishedAt != default;

    /// <summary>Its fate at a time.</summary>
    public Fate FateAt(Timestamp now) => Fate is Fate.Live or Fate.Partial && ExpiresAt <= now ? Fate.Expired : Fate;

    /// <summary>Whether a caller may see it. A pending replay has no project yet, and is visible to all.</summary>
    /// <param name="projects">The projects that the caller may see; null: all.</param>
    public bool IsVisibleTo(IReadOnlySet<ProjectId>? projects) => projects is null || ProjectId.IsNone || projects.Contains(ProjectId);
}
