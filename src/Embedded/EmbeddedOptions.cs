namespace ReplayGraph.Embedded;

/// <summary>How the embedded host runs.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The data folder; made if it is not there. One process at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>How long facts are kept that do not say it themselves, in days: 1 to 3650.</summary>
    public int RetentionDays { get; init; } = 90;
}
