using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>
/// The window of a count, from Sentry's parameters. The first of these wins: <c>statsPeriod</c>, <c>statsPeriodStart</c> with
/// <c>statsPeriodEnd</c>, <c>start</c> with <c>end</c>. <c>timeframe</c> is an alias of <c>statsPeriod</c>. The default is 90 days.
/// </summary>
internal static class CountWindow
{
    private const string Default = "90d";

    /// <summary>Reads the window.</summary>
    /// <param name="from">The query string.</param>
    /// <param name="now">The time from which a period counts back.</param>
    /// <param name="error">The error; null if there is none.</param>
    internal static Window Read(IQueryCollection from, Timestamp now, out string? error)
    {
        Window window = Choose(from, now, out error);
        error ??= window.Start < window.End ? null : "start must be before end";
        return window;
    }

    private static Window Choose(IQueryCollection from, Timestamp now, out string? error)
    {
        string period = Either(from, "timeframe", "statsPeriod");
        string first = Either(from, "timeframeStart", "statsPeriodStart");
        string last = Either(from, "timeframeEnd", "statsPeriodEnd");
        if (period.Length > 0)
        {
            return new(Back("statsPeriod", period, now, out error), now);
        }

        if (first.Length + last.Length > 0)
        {
            Timestamp start = Back("statsPeriodStart", first, now, out string? wrongStart);
            Timestamp end = Back("statsPeriodEnd", last, now, out string? wrongEnd);
            error = first.Length > 0 && last.Length > 0 ? wrongStart ?? wrongEnd : "statsPeriodStart and statsPeriodEnd are both required";
            return new(start, end);
        }

        first = Text(from, "start");
        last = Text(from, "end");
        if (first.Length + last.Length == 0)
        {
            return new(Back("statsPeriod", Default, now, out error), now);
        }

        bool hasStart = Times.TryParse(first, out Timestamp from0), hasEnd = Times.TryParse(last, out Timestamp to);
        error = first.Length == 0 || last.Length == 0 ? "start and end are both required"
            : hasStart && hasEnd ? null
            : $"{Excerpt.Of(hasStart ? last : first)} is not a valid ISO8601 date query";
        return new(from0, to);
    }

    // A number without a unit is seconds.
    private static Timestamp Back(string name, string period, Timestamp now, out string? error)
    {
        bool ok = Times.TryParseSpan(period.Length > 0 && char.IsAsciiDigit(period[^1]) ? period + "s" : period, out TimeSpan span);
        error = ok ? null : $"Invalid {name}: '{Excerpt.Of(period)}'";
        return now.Plus(-span);
    }

    private static string Either(IQueryCollection from, string name, string other) =>
        Text(from, name) is { Length: > 0 } text ? text : Text(from, other);

    private static string Text(IQueryCollection from, string name) => from[name] is { Count: > 0 } given ? given[^1] ?? "" : "";
}
