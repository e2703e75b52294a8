namespace ReplayGraph.Intake.Json;

/// <summary>
/// Parses ISO 8601 times such as <c>2026-11-20T10:00:00.123456Z</c>. A blank may replace the T, seconds and their fraction are optional,
/// and the offset is Z, +hh:mm, +hhmm or +hh. Digits beyond milliseconds are dropped.
/// </summary>
internal static class IsoTimeParser
{
    /// <summary>Parses a time, plausible or not. <paramref name="hasOffset"/> is whether it has an offset; without one it is UTC.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time, out bool hasOffset)
    {
        time = default;
        hasOffset = false;
        if (text.Length is < 16 or > 64
            || !Digits(text, 0, 4, out int year) || text[4] != '-' || !Digits(text, 5, 2, out int month) || text[7] != '-'
            || !Digits(text, 8, 2, out int day) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !Digits(text, 11, 2, out int hour) || text[13] != ':' || !Digits(text, 14, 2, out int minute)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }

        int at = 16;
        if (!Seconds(text, ref at, out int milliseconds) || !Offset(text[at..], out int offsetMinutes, out hasOffset))
        {
            return false;
        }

        long ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        time = new((ticks / TimeSpan.TicksPerMillisecond) + milliseconds - (offsetMinutes * 60_000L));
        return true;
    }

    private static bool Seconds(ReadOnlySpan<byte> text, ref int at, out int milliseconds)
    {
        milliseconds = 0;
        if (at == text.Length || text[at] != ':')
        {
            return true;
        }

        if (!Digits(text, at + 1, 2, out int seconds) || seconds > 59)
        {
            return false;
        }

        milliseconds = seconds * 1000;
        at += 3;
        if (at == text.Length || text[at] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        int first = ++at;
        for (int scale = 100; at < text.Length && char.IsAsciiDigit((char)text[at]); at++, scale /= 10)
        {
            milliseconds += (text[at] - '0') * scale;
        }

        return at > first;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes, out bool given)
    {
        minutes = 0;
        given = !text.IsEmpty;
        if (!given || text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        int rest = 0;
        if (text[0] is not ((byte)'+' or (byte)'-') || !Digits(text, 1, 2, out int hours) || hours > 23
            || (text.Length > 3 && !(Digits(text, text[3] == ':' ? 4 : 3, 2, out rest) && rest < 60))
            || text.Length != (text.Length == 3 ? 3 : text[3] == ':' ? 6 : 5))
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int at, int count, out int value)
    {
        value = 0;
        if (text.Length - at < count)
        {
            return false;
        }

        foreach (byte digit in text.Slice(at, count))
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
