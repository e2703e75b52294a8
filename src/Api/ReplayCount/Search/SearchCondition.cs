using System.Buffers;
using ReplayGraph.Api.Problems;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>Converts a search to a condition on events.</summary>
/// <param name="now">The time from which periods count back.</param>
internal sealed class SearchCondition(Timestamp now)
{
    private static readonly SearchValues<char> _hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The condition.</summary>
    /// <exception cref="NotHeldException">It needs a field that is not held.</exception>
    /// <exception cref="SearchException">A value is invalid for its key.</exception>
    internal Condition Of(SearchNode node) => node switch
    {
        SearchNode.All all => new Condition.All([.. all.Of.Select(Of)]),
        SearchNode.Any any => new Condition.Any([.. any.Of.Select(Of)]),
        SearchNode.Filter filter => Of(filter),
        SearchNode.FreeText text => throw new NotHeldException(
            $"This server does not hold the messages of events, so it cannot search by the text '{Excerpt.Of(text.Text)}'"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Condition Of(SearchNode.Filter filter)
    {
        // has:x means !x:"".
        Condition condition = filter is { Key: "has", IsList: false }
            ? new Condition.Not(Of(filter.Values[0], [""]))
            : Of(filter.Key, filter.Values);
        return filter.IsNegated ? new Condition.Not(condition) : condition;
    }

    private Condition Of(string key, IReadOnlyList<string> values) => key switch
    {
        "transaction.duration" or "span.duration" or "duration" =>
            new Condition.Any([.. values.Select(value => SearchRange.OfDuration(key, value))]),
        "timestamp" => new Condition.Any([.. values.Select(value => SearchRange.OfTime(key, value, now))]),
        "is_transaction" => new Condition.Is(EventField.Type, [.. values.Select(value => IsTransaction(key, value))]),
        _ => new Condition.Is(FieldOf(key), [.. values.Select(value => Value(key, value))]),
    };

    // The only spans that are held are transactions.
    private static string IsTransaction(string key, string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => "transaction",
        "false" or "0" => "error",
        "" => "",
        _ => throw new SearchException(
            $"{key}: Invalid boolean: {Excerpt.Of(value)}. Expected true, 1, false, or 0."),
    };

    private static EventField FieldOf(string key) => key switch
    {
        "issue.id" => EventField.Issue,
        "transaction" or "transaction.name" => EventField.Transaction,
        "trace" or "trace_id" => EventField.Trace,
        "id" or "event_id" => EventField.Event,
        "replay.id" or "replayId" or "replay_id" => EventField.Replay,
        "project.id" or "project_id" => EventField.Project,
        "environment" => EventField.Environment,
        "release" => EventField.Release,
        "level" => EventField.Level,
        "platform" or "platform.name" => EventField.Platform,
        "event.type" or "type" => EventField.Type,
        "trace.span" or "span_id" => EventField.Span,
        "sdk.name" => EventField.Sdk,
        "project" or "project.name" or "issue" => throw new NotHeldException(
            $"This server does not know the names of projects and issues, so it cannot search by '{key}'. Use "
            + (key == "issue" ? "issue.id" : "project.id")),
        _ => throw new NotHeldException($"This server does not hold '{Excerpt.Of(key)}' of events, so it cannot search by it"),
    };

    private static string Value(string key, string value)
    {
        if (value.Length == 0 || value.Contains('*', StringComparison.Ordinal))
        {
            return value;
        }

        switch (FieldOf(key))
        {
            case EventField.Trace or EventField.Event or EventField.Replay:
                return ReplayId.TryParse(value, out ReplayId id) ? id.ToString() : throw Invalid(key, value);
            case EventField.Issue or EventField.Project:
                return IssueId.TryParse(value, out IssueId number) ? number.ToString() : throw Invalid(key, value);
            case EventField.Span:
                return value.Length == 16 && !value.AsSpan().ContainsAnyExcept(_hex) ? value.ToLowerInvariant() : throw Invalid(key, value);
            case EventField.Level:
                return value.ToLowerInvariant();
            case EventField.Type:
                return value is "default" ? "error" : value;
            default:
                return value;
        }
    }

    private static SearchException Invalid(string key, string value) =>
        new($"Invalid value '{Excerpt.Of(value)}' for '{key}' filter");
}
