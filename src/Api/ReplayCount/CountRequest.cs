using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>The parameters of replay-count, and what Sentry answers to bad ones.</summary>
/// <param name="Query">The search.</param>
/// <param name="Source">The data source.</param>
/// <param name="ReturnIds">Whether to answer ids instead of counts.</param>
/// <param name="Window">For events and replays alike.</param>
/// <param name="Projects">Of events and replays; null: all.</param>
/// <param name="Environments">Of events; null: all.</param>
internal sealed record CountRequest(
    string Query, string Source, bool ReturnIds, Window Window, IReadOnlySet<ProjectId>? Projects, IReadOnlySet<string>? Environments)
{
    private static readonly string[] _sources =
        ["discover", "search_issues", "events", "errors", "transactions", "spans"];

    /// <summary>Reads the fields that are validated each by itself.</summary>
    /// <returns>Errors by field; empty if all is well.</returns>
    internal static Dictionary<string, string[]> Validate(IQueryCollection from)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        StringValues query = from["query"];
        if (query.Count == 0 || string.IsNullOrWhiteSpace(query[^1]))
        {
            errors["query"] = [query.Count == 0 ? "This field is required." : "This field may not be blank."];
        }

        string source = Source0(from);
        if (!_sources.Contains(source, StringComparer.Ordinal))
        {
            errors["data_source"] = [$"\"{Parameters.Parameters.Shown(source)}\" is not a valid choice."];
        }

        if (from["returnIds"] is { Count: > 0 } ids && Flag(ids[^1]) is null)
        {
            errors["returnIds"] = ["Must be a valid boolean."];
        }

        return errors;
    }

    /// <summary>Reads the rest of a request whose fields are valid.</summary>
    /// <param name="from">The query string.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">The end of a period.</param>
    /// <param name="error">What is wrong; null if nothing is.</param>
    internal static CountRequest? Read(IQueryCollection from, Caller caller, Timestamp now, out string? error)
    {
        Window? window = ReadWindow(from, now, out error);
        IReadOnlySet<ProjectId>? projects = error is null ? ReadProjects(from, out error) : null;
        if (projects is not null && caller.Projects is not null && !projects.IsSubsetOf(caller.Projects))
        {
            error = "You do not have permission to perform this action.";
        }

        StringValues environments = from["environment"];
        return error is not null ? null : new(
            from["query"][^1]!,
            Source0(from),
            Flag(from["returnIds"] is { Count: > 0 } ids ? ids[^1] : "false") ?? false,
            window!.Value,
            projects,
            environments.Count == 0 ? null : environments.Select(name => name ?? "").ToHashSet(StringComparer.Ordinal));
    }

    private static string Source0(IQueryCollection from) => from["data_source"] is { Count: > 0 } given ? given[^1] ?? "" : "discover";

    private static bool? Flag(string? text) => text?.ToLowerInvariant() switch
    {
        "t" or "y" or "yes" or "true" or "on" or "1" => true,
        "f" or "n" or "no" or "false" or "off" or "0" => false,
        _ => null,
    };

    private static Window? ReadWindow(IQueryCollection from, Timestamp now, out string? error)
    {
        error = null;
        string? period = from["statsPeriod"] is { Count: > 0 } given ? given[^1] : null;
        string? start = from["start"];
        string? end = from["end"];
        if (!string.IsNullOrEmpty(period) || (start is null && end is null))
        {
            period = string.IsNullOrEmpty(period) ? "90d" : char.IsAsciiDigit(period[^1]) ? period + "s" : period;
            if (Times.TryParseSpan(period, out TimeSpan span))
            {
                return new(now.Plus(-span), now);
            }

            error = $"Invalid statsPeriod: '{Parameters.Parameters.Shown(period)}'";
            return null;
        }

        if (start is null || end is null)
        {
            error = "start and end are both required";
            return null;
        }

        if (!Times.TryParse(start, out Timestamp first) || !Times.TryParse(end, out Timestamp last))
        {
            error = $"{Parameters.Parameters.Shown(Times.TryParse(start, out _) ? end : start)} is not a valid ISO8601 date query";
            return null;
        }

        error = first < last ? null : "start must be before end";
        return new(first, last);
    }

    private static HashSet<ProjectId>? ReadProjects(IQueryCollection from, out string? error)
    {
        error = null;
        var projects = new HashSet<ProjectId>();
        bool all = false;
        foreach (string? word in from["project"])
        {
            all |= word is "-1" or "$all";
            if (word is not ("-1" or "$all") && !ProjectId.TryParse(word, out ProjectId id))
            {
                error = "Invalid project parameter. Values must be numbers.";
            }
            else if (!all)
            {
                _ = ProjectId.TryParse(word, out id);
                projects.Add(id);
            }
        }

        return all || projects.Count == 0 ? null : projects;
    }
}
