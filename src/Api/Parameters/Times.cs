using System.Globalization;
using ReplayGraph.Api.Problems;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Parameters;

/// <summary>Reads the times and windows of requests.</summary>
internal static class Times
{
    /// <summary>Reads Unix seconds, or ISO 8601; without an offset it is UTC.</summary>
    internal static bool TryParse(string text, out Timestamp time)
    {
        time = default;
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double seconds))
        {
            // A window may end long after or start long before any fact; beyond year 9999 a date has no text.
            bool within = seconds is >= 0 and < 253_402_300_799;
            time = within ? new((long)Math.Round(seconds * 1000)) : default;
            return within;
        }

        // An unescaped + arrives as a space.
        if (text.Length >= 22 && (text[^6] == ' ' || text[^5] == ' '))
        {
            int at = text.LastIndexOf(' ');
            text = $"{text[..at]}+{text[(at + 1)..]}";
        }

        bool ok = text.Length is >= 10 and <= 40 && char.IsAsciiDigit(text[0])
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            && (time = Timestamp.From(date)).Milliseconds >= 0;
        return ok;
    }

    /// <summary>Reads a span: a number and s, m, h, d or w. At most ten years.</summary>
    internal static bool TryParseSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length is < 2 or > 10
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            return false;
        }

        long seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        span = TimeSpan.FromSeconds(Math.Min(count * seconds, int.MaxValue));
        return seconds > 0 && count > 0 && span.TotalDays <= 3650;
    }

    /// <summary>Reads <c>statsPeriod</c>, which wins, or <c>start</c> and <c>end</c>, of which one may be missing.</summary>
    /// <param name="from">The parameters.</param>
    /// <param name="now">The time from which a period counts back.</param>
    internal static Window Window(RequestParameters from, Timestamp now)
    {
        if (from.One("statsPeriod") is { } period)
        {
            if (!TryParseSpan(period, out TimeSpan span))
            {
                from.AddError(
                    "statsPeriod", $"'{Excerpt.Of(period)}' is not a period of at most ten years, such as 14d, 24h, 30m, 60s or 2w");
            }

            return new(now.Plus(-span), now);
        }

        return Between(from, "start", "end");
    }

    /// <summary>Reads the two ends of a window, each of which may be missing.</summary>
    internal static Window Between(RequestParameters from, string first, string last)
    {
        Window all = ReplayGraph.Queries.Window.All;
        var window = new Window(Time(from, first) ?? all.Start, Time(from, last) ?? all.End);
        if (window.Start >= window.End)
        {
            from.AddError(first, $"is not before {last}");
        }

        return window;
    }

    private static Timestamp? Time(RequestParameters from, string name)
    {
        if (from.One(name) is not { } text)
        {
            return null;
        }

        if (TryParse(text, out Timestamp time))
        {
            return time;
        }

        from.AddError(name, $"'{Excerpt.Of(text)}' is not a time; expected Unix seconds, or ISO 8601 such as 2026-11-20T10:00:00Z");
        return null;
    }
}
