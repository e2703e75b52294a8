using ReplayGraph.Api.Access;
using ReplayGraph.Links;

namespace ReplayGraph.Api.OpenApi;

/// <summary>
/// What the document says about a call beyond its route. Calls are plain delegates without bound parameters.
/// </summary>
/// <param name="Parameters">Its query parameters.</param>
public sealed record Documented(IReadOnlyList<Documented.QueryParameter> Parameters)
{
    /// <summary>The parameters of a window.</summary>
    internal static readonly QueryParameter[] Window =
    [
        new("statsPeriod", "A period back from now: 14d, 24h, 30m, 60s, 2w. Overrides start and end."),
        new("start", "The start, inclusive: ISO 8601 or Unix seconds."),
        new("end", "The end, exclusive: ISO 8601 or Unix seconds."),
    ];

    /// <summary>The parameters of a page.</summary>
    internal static readonly QueryParameter[] Page =
    [
        new("limit", "The most entries of the page, 1 to 1000. [default: 100]", IsNumber: true),
        new("cursor", "next_cursor of the previous page, for the same query."),
    ];

    /// <summary>The parameter that filters by evidence.</summary>
    internal static readonly QueryParameter EvidenceFilter = new(
        "evidence",
        $"Events linked by {EvidenceKinds.Names} or {EvidenceKinds.AnyName}; repeatable or separated by commas.",
        Repeated: true);

    /// <summary>The parameters of calls that answer links.</summary>
    internal static readonly QueryParameter[] Links =
    [
        .. Window,
        new("project", "Events of this project; repeatable; -1 for all.", Repeated: true),
        new("environment", "Events of this environment, empty for none; repeatable.", Repeated: true),
        EvidenceFilter,
        new("fate", "Replays that are pending, partial, live, archived, deleted, expired or any. [default: live]", Repeated: true),
        new("min_duration_ms", "Replays at least this long.", IsNumber: true),
        new("max_duration_ms", "Replays at most this long.", IsNumber: true),
        new("started_after", "Replays that started at this time or later."),
        new("started_before", "Replays that started before this time."),
        new("url", "Replays with a page whose URL contains this; * matches anything."),
        new("user", "Replays of the person with this id, name, e-mail or IP address."),
        new("replay_environment", "Replays of this environment; repeatable.", Repeated: true),
        new("min_segments", "Replays with at least this many segments.", IsNumber: true),
        new("max_segments", "Replays with at most this many segments.", IsNumber: true),
        new("min_errors", "Replays that list at least this many errors.", IsNumber: true),
        new("max_errors", "Replays that list at most this many errors.", IsNumber: true),
        new("sort", "best (by evidence, events, time) or recent (by time). [default: best]"),
        new("fields", "replay_id: answers only the replays' ids."),
        .. Page,
    ];

    /// <summary>The parameter that asks for more than links.</summary>
    internal static readonly QueryParameter Include = new(
        "include", "events (the latest), by_key (the links of each key), or both; repeatable or separated by commas.", Repeated: true);

    /// <summary>The request body; null: none.</summary>
    internal (string MediaType, Type? Schema, string? Description)? Body { get; init; }

    /// <summary>The scope that the caller's token needs; null: no token is needed.</summary>
    internal Scopes? Scope { get; init; }

    /// <summary>Whether it needs the key of a DSN, which SDKs send.</summary>
    internal bool NeedsDsnKey { get; init; }

    /// <summary>A query parameter.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">Its meaning.</param>
    /// <param name="Repeated">Whether it may be given more than once.</param>
    /// <param name="Required">Whether it is required.</param>
    /// <param name="IsNumber">Whether it is an integer.</param>
    public sealed record QueryParameter(
        string Name, string Description, bool Repeated = false, bool Required = false, bool IsNumber = false);
}
