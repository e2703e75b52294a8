using System.Globalization;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>
/// Comparisons: a value, alone or after &gt;, &gt;=, &lt;, &lt;=, = or !=. Source: Sentry's <c>event_search.py</c>.
/// </summary>
internal static class SearchRange
{
    private const string ExpectedDuration = "Expected a number with a unit of ms, s, min, hr, day or wk, such as 119ms, or a number of ms.";
    private const decimal Farthest = 1_000_000_000_000_000_000;
    private const string ExpectedTime = "Expected a period such as -24h, or ISO 8601 such as 2026-11-20T10:00:00Z.";

    // The order matters: some units end with a shorter one.
    private static readonly (string Name, long Ms)[] _units =
    [
        ("ms", 1), ("min", 60_000), ("hr", 3_600_000), ("day", 86_400_000), ("wk", 604_800_000),
        ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000), ("k", 1000), ("b", 1_000_000_000),
    ];

    /// <summary>A condition on a duration; an empty value matches events without one.</summary>
    internal static Condition OfDuration(string key, string value)
    {
        if (value.Length == 0)
        {
            return new Condition.Not(new Condition.InRange(EventNumber.Duration, default));
        }

        (string comparison, string size) = Split(value);
        (string unit, long ms) = Array.Find(_units, one => size.EndsWith(one.Name, StringComparison.Ordinal));
        string number = unit is null ? size : size[..^unit.Length];
        return number.Length <= 15 && decimal.TryParse(
            number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal parsed)
            ? Compare(EventNumber.Duration, comparison, parsed * (unit is null ? 1 : ms))
            : throw new SearchException($"{key}: Invalid number: {Excerpt.Of(value)}. {ExpectedDuration}");
    }

    /// <summary>A condition on a time: a period, -24h for since then, +24h for until then; a day; or around a time.</summary>
    internal static Condition OfTime(string key, string value, Timestamp now)
    {
        if (value.Length == 0)
        {
            // Every event has a time.
            return new Condition.Any([]);
        }

        (string comparison, string time) = Split(value);
        if (value.StartsWith('-') || value.StartsWith('+'))
        {
            return Times.TryParseSpan(value[1..], out TimeSpan span)
                ? Compare(EventNumber.Timestamp, value[0] == '-' ? ">=" : "<=", now.Plus(-span).Milliseconds)
                : throw Invalid(key, value);
        }

        if (!Times.TryParse(time, out Timestamp at))
        {
            throw Invalid(key, value);
        }

        // As in Sentry, a time stands for the minutes around it.
        return comparison.Length > 0 ? Compare(EventNumber.Timestamp, comparison, at.Milliseconds)
            : time.Length == 10 ? Between(at, TimeSpan.Zero, TimeSpan.FromDays(1))
            : Between(at, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
    }

    private static (string Comparison, string Value) Split(string value)
    {
        string comparison = Array.Find([">=", "<=", "!=", ">", "<", "="], one => value.StartsWith(one, StringComparison.Ordinal)) ?? "";
        return (comparison, value[comparison.Length..]);
    }

    private static Condition Compare(EventNumber number, string comparison, decimal value)
    {
        value = decimal.Clamp(value, -Farthest, Farthest);
        long floor = (long)decimal.Floor(value), ceiling = (long)decimal.Ceiling(value);
        return comparison switch
        {
            ">" => new Condition.InRange(number, new(floor + 1, null)),
            ">=" => new Condition.InRange(number, new(ceiling, null)),
            "<" => new Condition.InRange(number, new(null, ceiling - 1)),
            "<=" => new Condition.InRange(number, new(null, floor)),
            "!=" => new Condition.Not(new Condition.InRange(number, new(ceiling, floor))),
            _ => new Condition.InRange(number, new(ceiling, floor)),
        };
    }

    private static Condition.InRange Between(Timestamp at, TimeSpan before, TimeSpan after) =>
        new(EventNumber.Timestamp, new(at.Plus(-before).Milliseconds, at.Plus(after).Milliseconds - 1));

    private static SearchException Invalid(string key, string value) =>
        new($"{key}: Invalid date: {Excerpt.Of(value)}. {ExpectedTime}");
}
