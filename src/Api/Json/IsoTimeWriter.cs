namespace ReplayGraph.Api.Json;

/// <summary>Writes times as <see cref="Timestamp.ToString"/> does, but directly as UTF-8: a link of an answer has four.</summary>
internal static class IsoTimeWriter
{
    /// <summary>The length of a time, in bytes.</summary>
    internal const int Length = 24;

    /// <summary>The length of the date and its <c>T</c>, in bytes.</summary>
    internal const int DayLength = 11;

    private const long MillisecondsOfDay = 86_400_000;

    // The two digits of every number below 100.
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>The days from 1970-01-01 to a time.</summary>
    internal static long DayOf(Timestamp time) =>
        (time.Milliseconds >= 0 ? time.Milliseconds : time.Milliseconds - (MillisecondsOfDay - 1)) / MillisecondsOfDay;

    /// <summary>Writes <c>2026-11-20T10:00:00.000Z</c>. The year must be 0 to 9999.</summary>
    internal static void Write(Timestamp time, Span<byte> utf8)
    {
        long day = DayOf(time);
        WriteDay(day, utf8);
        WriteTimeOfDay(time, day, utf8);
    }

    /// <summary>Writes the first <see cref="DayLength"/> bytes: <c>2026-11-20T</c>.</summary>
    internal static void WriteDay(long days, Span<byte> utf8)
    {
        (int year, int month, int day) = ToDate(days);
        utf8 = utf8[..DayLength];
        Two(utf8, 0, (uint)year / 100);
        Two(utf8, 2, (uint)year % 100);
        utf8[4] = (byte)'-';
        Two(utf8, 5, (uint)month);
        utf8[7] = (byte)'-';
        Two(utf8, 8, (uint)day);
        utf8[10] = (byte)'T';
    }

    /// <summary>Writes the rest. The span starts with the date.</summary>
    internal static void WriteTimeOfDay(Timestamp time, long days, Span<byte> utf8)
    {
        uint ms = (uint)(time.Milliseconds - days * MillisecondsOfDay);
        uint seconds = ms / 1000;
        uint fraction = ms - seconds * 1000;
        uint minutes = seconds / 60;
        utf8 = utf8[..Length];
        Two(utf8, 11, minutes / 60);
        utf8[13] = (byte)':';
        Two(utf8, 14, minutes % 60);
        utf8[16] = (byte)':';
        Two(utf8, 17, seconds - minutes * 60);
        utf8[19] = (byte)'.';
        utf8[20] = (byte)('0' + fraction / 100);
        Two(utf8, 21, fraction % 100);
        utf8[23] = (byte)'Z';
    }

    // The Gregorian date of a day, in eras of 400 years that start on 1 March.
    private static (int Year, int Month, int Day) ToDate(long days)
    {
        long shifted = days + 719_468;
        long era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        uint dayOfEra = (uint)(shifted - era * 146_097);
        uint yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint march = (5 * dayOfYear + 2) / 153;
        uint day = dayOfYear - (153 * march + 2) / 5 + 1;
        uint month = march < 10 ? march + 3 : march - 9;
        return ((int)(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), (int)month, (int)day);
    }

    private static void Two(Span<byte> utf8, int at, uint value) => Pairs.Slice((int)value * 2, 2).CopyTo(utf8[at..]);
}
