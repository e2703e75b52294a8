using ReplayGraph.Api.Access;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Coverage;

/// <summary>Reads the parameters of coverage; fields of answers that filter have the same names.</summary>
internal static class CoverageParameters
{
    /// <summary>What the document says of them.</summary>
    internal static readonly Documented.QueryParameter[] Documented =
    [
        .. OpenApi.Documented.Window,
        new("project", "Events of this project; repeatable; -1 for all.", Repeated: true),
        new("type", "error or transaction. [default: both]"),
        new("backend", "true: events of servers; false: events of browsers and mobile devices. [default: both]"),
        new("issue", "Events of this issue, after merges and moves."),
        new("transaction", "Events with this transaction name."),
    ];

    /// <summary>Reads a query.</summary>
    internal static CoverageQuery Read(RequestParameters from, Caller caller, Timestamp now) => new()
    {
        Window = Times.Window(from, now),
        Projects = Filters.Projects(from),
        Kind = Kind(from),
        Backend = Backend(from),
        Issue = Issue(from),
        Transaction = Transaction(from),
        Visible = caller.Projects,
    };

    /// <summary>Reads an outcome, which is required.</summary>
    internal static Outcome Outcome(RequestParameters from)
    {
        string word = from.One("outcome") ?? "";
        Outcome outcome = EnumNames<Outcome>.Parse(word);
        if (outcome == Queries.Outcome.None)
        {
            from.AddError("outcome", $"'{Excerpt.Of(word)}' is not one of {string.Join(", ", Enum.GetValues<Outcome>()[1..].Select(EnumNames<Outcome>.Of))}");
        }

        return outcome;
    }

    private static FactKind? Kind(RequestParameters from)
    {
        switch (from.One("type"))
        {
            case null:
                return null;
            case "error":
                return FactKind.Error;
            case "transaction":
                return FactKind.Transaction;
            case var word:
                from.AddError("type", $"'{Excerpt.Of(word)}' is not error or transaction");
                return null;
        }
    }

    private static bool? Backend(RequestParameters from)
    {
        switch (from.One("backend"))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            case var word:
                from.AddError("backend", $"'{Excerpt.Of(word)}' is not true or false");
                return null;
        }
    }

    private static IssueId Issue(RequestParameters from)
    {
        IssueId issue = default;
        if (from.One("issue") is { } text && !IssueId.TryParse(text, out issue))
        {
            from.AddError("issue", $"'{Excerpt.Of(text)}' is not a valid issue; expected a positive integer");
        }

        return issue;
    }

    private static string? Transaction(RequestParameters from)
    {
        string? name = from.One("transaction");
        if (name is { Length: 0 or > Limits.TextBytes })
        {
            from.AddError("transaction", $"has {name.Length} characters; expected 1 to {Limits.TextBytes}");
        }

        return name;
    }
}
