using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.OpenApi;

/// <summary>
/// What the document says of a call, where the call itself cannot: they are plain delegates, which bind nothing by themselves.
/// </summary>
/// <param name="Parameters">Its query parameters.</param>
internal sealed record Documented(IReadOnlyList<Documented.Parameter> Parameters)
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
        new("limit", "The most entries of the page, 1 to 1000; otherwise 100."),
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
        new("min_duration_ms", "Replays at least this long."),
        new("max_duration_ms", "Replays at most this long."),
        new("started_after", "Replays that started then or later."),
        new("started_before", "Replays that started before."),
        new("url", "Replays with a page whose URL contains this; * matches anything."),
        new("user", "Replays of the person with this id, name, e-mail or IP address."),
        new("replay_environment", "Replays of this environment; repeatable.", Repeated: true),
        new("min_segments", "Replays with at least so many segments."),
        new("max_segments", "Replays with at most so many segments."),
        new("min_errors", "Replays that list at least so many errors."),
        new("max_errors", "Replays that list at most so many errors."),
        new("sort", "best (evidence, events, time) or recent (time alone)."),
        new("fields", "replay_id: answers the replays' ids alone, for whoever needs no more."),
        .. Page,
    ];

    /// <summary>The body that it takes; null: none.</summary>
    internal (string MediaType, Type? Schema, string Description)? Body { get; init; }

    /// <summary>A query parameter.</summary>
    internal sealed record Parameter(string Name, string Description, bool Repeated = false, bool Required = false);
}

/// <summary>Says in the document what a call is.</summary>
internal static class Documenting
{
    private static readonly MethodInfo _anyHandler = ((RequestDelegate)Handler).Method;

    private static readonly int[] _errors = [400, 401, 403, 404, 408, 413, 415, 503];

    /// <summary>Names a call and its parameters.</summary>
    internal static IEndpointConventionBuilder Document(
        this IEndpointConventionBuilder call, string name, string tag, string summary, params Documented.Parameter[] parameters)
    {
        // The method is what makes the framework see the call; the rest says what it is.
        call.WithMetadata(_anyHandler, new Documented(parameters)).WithName(name).WithTags(tag).WithSummary(summary);
        return call;
    }

    /// <summary>It takes JSON.</summary>
    internal static IEndpointConventionBuilder Takes(this IEndpointConventionBuilder call, Type schema) =>
        call.WithBody("application/json", schema, "");

    /// <summary>It takes text.</summary>
    internal static IEndpointConventionBuilder TakesText(this IEndpointConventionBuilder call, string mediaType, string description) =>
        call.WithBody(mediaType, null, description);

    /// <summary>It answers a value, or a problem.</summary>
    internal static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder call)
    {
        call.WithMetadata(new ProducesResponseTypeMetadata(200, typeof(T), ["application/json"]));
        foreach (int status in _errors)
        {
            call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
        }

        return call;
    }

    /// <summary>It answers a value, or an error in Sentry's form.</summary>
    internal static IEndpointConventionBuilder AnswersAsSentry<T>(this IEndpointConventionBuilder call, params int[] errors)
    {
        call.WithMetadata(new ProducesResponseTypeMetadata(200, typeof(T), ["application/json"]));
        foreach (int status in errors)
        {
            call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(DetailBody), ["application/json"]));
        }

        return call;
    }

    private static IEndpointConventionBuilder WithBody(
        this IEndpointConventionBuilder call, string mediaType, Type? schema, string description)
    {
        call.Add(endpoint =>
        {
            Documented documented = endpoint.Metadata.OfType<Documented>().Last();
            endpoint.Metadata.Add(documented with { Body = (mediaType, schema, description) });
        });
        return call;
    }

    private static Task Handler(HttpContext context) => throw new System.Diagnostics.UnreachableException();
}
