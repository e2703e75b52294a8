using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>Makes a condition on events of a search. By what is not held of an event nobody can search: the error says so.</summary>
internal static class SearchCondition
{
    /// <summary>The condition.</summary>
    /// <exception cref="NotHeldException">It asks for something that is not held.</exception>
    /// <exception cref="SearchException">A value is none of its key.</exception>
    internal static Condition Of(SearchNode node) => node switch
    {
        SearchNode.All all => new Condition.All([.. all.Of.Select(Of)]),
        SearchNode.Any any => new Condition.Any([.. any.Of.Select(Of)]),
        SearchNode.Filter filter => Of(filter),
        SearchNode.FreeText text => throw new NotHeldException(
            $"This server holds no messages of events: it cannot search by the text '{Parameters.Parameters.Shown(text.Text)}'"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Condition Of(SearchNode.Filter filter)
    {
        // has:x is !x:"".
        Condition condition = filter is { Key: "has", IsList: false }
            ? new Condition.Not(new Condition.Is(FieldOf(filter.Values[0]), [""]))
            : new Condition.Is(FieldOf(filter.Key), [.. filter.Values.Select(value => Value(filter.Key, value))]);
        return filter.IsNegated ? new Condition.Not(condition) : condition;
    }

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
        _ => throw new NotHeldException($"This server does not hold '{Parameters.Parameters.Shown(key)}' of events: it cannot search by it"),
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
            case EventField.Level:
                return value.ToLowerInvariant();
            case EventField.Type:
                return value is "default" ? "error" : value;
            default:
                return value;
        }
    }

    private static SearchException Invalid(string key, string value) =>
        new($"Invalid value '{Parameters.Parameters.Shown(value)}' for '{key}' filter");
}
