using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>A replay as answers show it. An archived, deleted or expired replay shows only its id, project, fate and times.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="Fate">Its state.</param>
/// <param name="ProjectId">The project that recorded it; none while it is pending.</param>
public sealed record ReplayView(ReplayId ReplayId, Fate Fate, ProjectId ProjectId)
{
    /// <summary>Its start; <c>default</c> while pending.</summary>
    public Timestamp StartedAt { get; init; }

    /// <summary>The time of its last segment; <c>default</c> while pending.</summary>
    public Timestamp FinishedAt { get; init; }

    /// <summary>The time of segment 0; <c>default</c> if it has not arrived.</summary>
    public Timestamp SegmentZeroAt { get; init; }

    /// <summary>The times of the rows that archive it, earliest first, each once.</summary>
    public IReadOnlyList<Timestamp> ArchivedAt { get; init; } = [];

    /// <summary>Number of segments that have arrived.</summary>
    public int Segments { get; init; }

    /// <summary>Number of traces that it lists.</summary>
    public int Traces { get; init; }

    /// <summary>Number of distinct events that it lists.</summary>
    public int Errors { get; init; }

    /// <summary>The visited pages, in order of segments, each once.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>The environment, or null.</summary>
    public string? Environment { get; init; }

    /// <summary>The release, or null.</summary>
    public string? Release { get; init; }

    /// <summary>The platform, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>How it was sampled.</summary>
    public ReplayType Type { get; init; }

    /// <summary>The user; null if unknown.</summary>
    public ReplayUser? User { get; init; }
}

/// <summary>The user of a replay; each part may be null.</summary>
public sealed record ReplayUser(string? Id, string? Name, string? Email, string? Ip);
