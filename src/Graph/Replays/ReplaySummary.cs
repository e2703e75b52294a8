using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Replays;

/// <summary>The fields of a replay that lookups and filters read. Immutable.</summary>
public sealed record ReplaySummary
{
    /// <summary>A replay that was named, but has no segments.</summary>
    public static ReplaySummary Pending { get; } = new();

    /// <summary>The fields that ranking reads.</summary>
    public ReplayHead Head => new(Fate, ExpiresAt, ProjectId, StartedAt, FinishedAt);

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

    /// <summary>The time of segment 0; <c>default</c> if it has not arrived.</summary>
    public Timestamp SegmentZeroAt { get; init; }

    /// <summary>Number of segments; those without a number do not count.</summary>
    public int Segments { get; init; }

    /// <summary>Number of distinct listed events.</summary>
    public int Errors { get; init; }

    /// <summary>Number of listed traces.</summary>
    public int Traces { get; init; }

    /// <summary>How it was sampled.</summary>
    public ReplayType Type { get; init; }

    /// <summary>The environment.</summary>
    public Name? Environment { get; init; }

    /// <summary>The release.</summary>
    public Name? Release { get; init; }

    /// <summary>The platform.</summary>
    public Name? Platform { get; init; }

    /// <summary>The user.</summary>
    public ReplayUser? User { get; init; }

    /// <summary>The pages, in order of segments, each once.</summary>
    public Name[] Urls { get; init; } = [];

    /// <summary>The times of the rows that archive it, earliest first.</summary>
    public Timestamp[] ArchivedAt { get; init; } = [];

    /// <summary>Whether it meets a filter. An archived, deleted or expired replay matches only on its times and project.</summary>
    public bool Meets(ReplayFilter filter, Timestamp now)
    {
        if (Head.FateAt(now) is Fate.Archived or Fate.Deleted or Fate.Expired)
        {
            ReplaySummary masked = this with { Segments = 0, Errors = 0, User = null, Environment = null, Urls = [] };
            return masked.Meets(filter) && (filter.ExistsIn is not { } asked || (Fate == Fate.Archived && ExpiresAt > now && Exists(asked)));
        }

        return Meets(filter) && (filter.ExistsIn is not { } window || Exists(window));
    }

    private bool Meets(ReplayFilter filter) =>
        filter.DurationMs.Hold(FinishedAt.Milliseconds - StartedAt.Milliseconds)
        && (filter.Started.IsAll || filter.Started.Holds(StartedAt))
        && filter.Segments.Hold(Segments)
        && filter.Errors.Hold(Errors)
        && (filter.Projects is null || filter.Projects.Contains(ProjectId))
        && (filter.Environments is null || filter.Environments.Contains(Environment?.ToString() ?? ""))
        && (filter.User is null || (User is not null && (User.Id == filter.User || User.Name == filter.User
            || User.Email == filter.User || User.Ip == filter.User)))
        && (filter.Url is null || Urls.Any(url => Wildcard.Matches($"*{filter.Url}*", url.ToString())));

    private bool Exists(Window window) => SegmentZeroAt != default && window.Holds(SegmentZeroAt) && !ArchivedAt.Any(window.Holds);
}
