using System.CommandLine.Parsing;
using System.Globalization;

namespace ReplayGraph.Cli.Parsing;

/// <summary>Parses times and durations on a command line.</summary>
internal static class TimeParser
{
    private static readonly Timestamp _end = new(253_402_300_799_000);

    /// <summary>Parses the value of an option: Unix seconds, ISO 8601 (UTC without an offset), or <c>now</c>.</summary>
    internal static TimeValue? Read(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == "now")
        {
            return new(null);
        }

        if (TryParse(text, out Timestamp time))
        {
            return new(time);
        }

        result.AddError($"{result.Argument.Name}: '{text}' is not a time such as 2026-11-20T10:00:00Z, Unix seconds, or now");
        return null;
    }

    /// <summary>Parses Unix seconds or ISO 8601; without an offset the time is UTC.</summary>
    internal static bool TryParse(string text, out Timestamp time)
    {
        time = default;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            bool isDate = seconds * 1000 <= _end.Milliseconds;
            time = isDate ? new((long)Math.Round(seconds * 1000)) : default;
            return isDate;
        }

        bool ok = text.Length >= 10 && char.IsAsciiDigit(text[0])
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            && (time = Timestamp.From(date)).Milliseconds >= 0;
        return ok;
    }

    /// <summary>Parses a duration such as 14d: an integer and s, m, h, d or w, up to ten years.</summary>
    internal static bool TryParseSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        long seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        span = TimeSpan.FromSeconds(Math.Min(count * seconds, int.MaxValue));
        return span > TimeSpan.Zero && span.TotalDays <= 3650;
    }
}

/// <summary>A time as given.</summary>
/// <param name="At">The time; null for <c>now</c>.</param>
internal sealed record TimeValue(Timestamp? At);
