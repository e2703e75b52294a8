using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>The parameters of replay-count, with Sentry's errors for invalid ones.</summary>
/// <param name="Query">The search.</param>
/// <param name="Source">The data source.</param>
/// <param name="ReturnIds">Whether to answer ids instead of counts.</param>
/// <param name="Window">For events and replays alike.</param>
/// <param name="Projects">Of events and replays; null: all.</param>
/// <param name="Environments">Of events; null: all.</param>
/// <param name="Evidence">Of the links between the events and the replays.</param>
internal sealed record CountRequest(
    string Query,
    string Source,
    bool ReturnIds,
    Window Window,
    IReadOnlySet<ProjectId>? Projects,
    IReadOnlySet<string>? Environments,
    Evidence Evidence)
{
    /// <summary>Parameters that filter in other calls or in Sentry, but cannot filter counts.</summary>
    private static readonly string[] _unsupported =
    [
        "team",
        .. Documented.Links.Except(Documented.Window).Select(one => one.Name).Except(["project", "environment", "evidence"]),
    ];

    private static readonly string[] _sources =
        ["discover", "search_issues", "events", "errors", "transactions", "spans"];

    /// <summary>Validates the fields that Sentry validates one by one.</summary>
    /// <returns>The errors by field; empty if all are valid.</returns>
    internal static Dictionary<string, string[]> Validate(IQueryCollection from)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        StringValues query = from["query"];
        if (query.Count == 0 || string.IsNullOrWhiteSpace(query[^1]))
        {
            errors["query"] = [query.Count == 0 ? "This field is required." : "This field may not be blank."];
        }

        string source = SourceOf(from);
        if (!_sources.Contains(source, StringComparer.Ordinal))
        {
            errors["data_source"] = [$"\"{Excerpt.Of(source)}\" is not a valid choice."];
        }

        if (from["returnIds"] is { Count: > 0 } ids && Flag(ids[^1]) is null)
        {
            errors["returnIds"] = ["Must be a valid boolean."];
        }

        foreach (string name in _unsupported.Where(from.ContainsKey))
        {
            errors[name] = ["Counts cannot be filtered by this. Omit it, or use /api/v1/{org}/lookup."];
        }

        return errors;
    }

    /// <summary>Reads the rest of a request whose fields are valid.</summary>
    /// <param name="from">The query string.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The end of a period.</param>
    /// <param name="error">The error; null if there is none.</param>
    internal static CountRequest? Read(IQueryCollection from, Caller caller, Timestamp now, out string? error)
    {
        var parameters = new RequestParameters(from);
        Window window = CountWindow.Read(from, now, out error);
        IReadOnlySet<ProjectId>? projects = CountProjects.Read(from, out string? wrongProject);
        Evidence evidence = Filters.Evidence(parameters);
        error ??= wrongProject ?? parameters.Error?.Detail;
        if (projects is not null && caller.Projects is not null && !projects.IsSubsetOf(caller.Projects))
        {
            error = "You do not have permission to perform this action.";
        }

        StringValues environments = from["environment"];
        return error is not null ? null : new(
            from["query"][^1]!,
            SourceOf(from),
            Flag(from["returnIds"] is { Count: > 0 } ids ? ids[^1] : "false") ?? false,
            window,
            projects,
            environments.Count == 0 ? null : environments.Select(name => name ?? "").ToHashSet(StringComparer.Ordinal),
            evidence);
    }

    private static string SourceOf(IQueryCollection from) => from["data_source"] is { Count: > 0 } given ? given[^1] ?? "" : "discover";

    private static bool? Flag(string? text) => text?.ToLowerInvariant() switch
    {
        "t" or "y" or "yes" or "true" or "on" or "1" => true,
        "f" or "n" or "no" or "false" or "off" or "0" => false,
        _ => null,
    };
}
