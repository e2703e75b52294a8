using ReplayGraph.Api.Access;

namespace ReplayGraph.Api.OpenApi;

/// <summary>
/// What the document says of a call, where the call itself cannot: they are plain delegates, which bind nothing by themselves.
/// </summary>
/// <param name="Parameters">Its query parameters.</param>
public sealed record Documented(IReadOnlyList<Documented.Parameter> Parameters)
{
    /// <summary>The parameters of a window.</summary>
    internal static readonly Parameter[] Window =
    [
        new("statsPeriod", "Back from now: 14d, 24h, 30m, 60s, 2w. Wins over start and end."),
        new("start", "The beginning, included: ISO 8601 or Unix seconds."),
        new("end", "The end, not included: ISO 8601 or Unix seconds."),
    ];

    /// <summary>The parameters of a page.</summary>
    internal static readonly Parameter[] Page =
    [
        new("limit", "The most entries of the page, 1 to 1000; otherwise 100.", IsNumber: true),
        new("cursor", "next_cursor of the page before, for the same query."),
    ];

    /// <summary>The parameters of whatever answers links.</summary>
    internal static readonly Parameter[] Links =
    [
        .. Window,
        new("project", "Events of this project; repeatable; -1 for all.", Repeated: true),
        new("environment", "Events of this environment, empty for none; repeatable.", Repeated: true),
        new("evidence", "Events linked by tagged, listed, trace or any; repeatable or separated by commas.", Repeated: true),
        new("fate", "Replays that are pending, partial, live, archived, deleted, expired or any; otherwise live.", Repeated: true),
        new("min_duration_ms", "Replays at least this long.", IsNumber: true),
        new("max_duration_ms", "Replays at most this long.", IsNumber: true),
        new("started_after", "Replays that started then or later."),
        new("started_before", "Replays that started before."),
        new("url", "Replays with a page whose URL contains this; * matches anything."),
        new("user", "Replays of the person with this id, name, e-mail or IP address."),
        new("replay_environment", "Replays of this environment; repeatable.", Repeated: true),
        new("min_segments", "Replays with at least so many segments.", IsNumber: true),
        new("max_segments", "Replays with at most so many segments.", IsNumber: true),
        new("min_errors", "Replays that list at least so many errors.", IsNumber: true),
        new("max_errors", "Replays that list at most so many errors.", IsNumber: true),
        new("sort", "best (evidence, events, time) or recent (time alone)."),
        new("fields", "replay_id: answers the replays' ids alone, for whoever needs no more."),
        .. Page,
    ];

    /// <summary>The body that it takes; null: none.</summary>
    internal (string MediaType, Type? Schema, string? Description)? Body { get; init; }

    /// <summary>The scope that the caller's token needs; null: no token is asked for.</summary>
    internal Scopes? Scope { get; init; }

    /// <summary>Whether it is for SDKs, which send the key of their DSN.</summary>
    internal bool TakesDsnKey { get; init; }

    /// <summary>A query parameter.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it means.</param>
    /// <param name="Repeated">Whether it may be given more than once.</param>
    /// <param name="Required">Whether it must be given.</param>
    /// <param name="IsNumber">Whether it is a whole number.</param>
    public sealed record Parameter(
        string Name, string Description, bool Repeated = false, bool Required = false, bool IsNumber = false);
}
