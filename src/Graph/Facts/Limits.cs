namespace ReplayGraph.Facts;

/// <summary>Limits of a single fact. Intake rejects or truncates what exceeds them.</summary>
public static class Limits
{
    /// <summary>The longest transaction name, release, URL or user field, in bytes of UTF-8.</summary>
    public const int TextBytes = 2048;

    /// <summary>The longest environment, platform, SDK or other short name, in bytes of UTF-8.</summary>
    public const int NameBytes = 200;

    /// <summary>The longest title of an issue, in bytes of UTF-8.</summary>
    public const int TitleBytes = 200;

    /// <summary>The most ids or URLs in a list.</summary>
    public const int ListItems = 10_000;

    /// <summary>The longest retention, in days.</summary>
    public const int RetentionDays = 3650;

    /// <summary>The highest segment id.</summary>
    public const int SegmentId = 65_535;
}
