namespace ReplayGraph.Queries;

/// <summary>Inclusive bounds of a number; null: unbounded.</summary>
public readonly record struct Bounds(long? Min, long? Max)
{
    /// <summary>Whether the number lies within.</summary>
    public bool Hold(long value) => (Min is not { } min || value >= min) && (Max is not { } max || value <= max);
}

/// <summary>A filter on replays. Properties that are not set match every replay.</summary>
public sealed record ReplayFilter
{
    /// <summary>Duration in ms: from its start to its last segment.</summary>
    public Bounds DurationMs { get; init; }

    /// <summary>When it started.</summary>
    public Window Started { get; init; } = Window.All;

    /// <summary>A URL of it contains this text; <c>*</c> matches any run of characters.</summary>
    public string? Url { get; init; }

    /// <summary>The id, name, e-mail address or IP address of its user is this.</summary>
    public string? User { get; init; }

    /// <summary>Its environment is one of these.</summary>
    public IReadOnlySet<string>? Environments { get; init; }

    /// <summary>Its number of segments.</summary>
    public Bounds Segments { get; init; }

    /// <summary>Its number of distinct listed errors.</summary>
    public Bounds Errors { get; init; }

    /// <summary>Recorded by one of these projects.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>
    /// Sentry's rule of existence: its segment 0 lies in the window, and no row that archives it does. Use it with
    /// <see cref="Links.FateSet.Live"/> and <see cref="Links.FateSet.Archived"/>, since an archiving outside of the window does not hide.
    /// </summary>
    public Window? ExistsIn { get; init; }
}
