namespace ReplayGraph.Api.ProductLinks;

/// <summary>The placeholders of a template. Each value is ASCII that needs no encoding in a URL: hex digits, dashes and numbers.</summary>
internal static class TemplatePlaceholders
{
    /// <summary>The replay's id: 32 hex digits.</summary>
    internal const string ReplayId = "replay_id";

    /// <summary>The same with dashes.</summary>
    internal const string ReplayUuid = "replay_uuid";

    /// <summary>The product's own id of the replay.</summary>
    internal const string ExternalId = "external_id";

    /// <summary>The project that recorded it.</summary>
    internal const string ProjectId = "project_id";

    /// <summary>Seconds from the start of the replay to the moment, less the pre-roll.</summary>
    internal const string OffsetS = "offset_s";

    /// <summary>The same in milliseconds.</summary>
    internal const string OffsetMs = "offset_ms";

    /// <summary>That time in milliseconds since 1970.</summary>
    internal const string Timestamp = "timestamp";

    /// <summary>An upper bound of the length of a value.</summary>
    internal const int MaxLength = 36;

    internal static readonly string[] All = [ReplayId, ReplayUuid, ExternalId, ProjectId, OffsetS, OffsetMs, Timestamp];

    /// <summary>Whether it names the replay: a URL without such a placeholder is the same for all of them.</summary>
    internal static bool IsId(string placeholder) => placeholder is ReplayId or ReplayUuid or ExternalId;
}
