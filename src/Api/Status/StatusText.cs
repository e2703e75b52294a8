using System.Globalization;

namespace ReplayGraph.Api.Status;

/// <summary>Values of a status as text.</summary>
public static class StatusText
{
    /// <summary>A number: <c>12,345</c>.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size: <c>512 B</c>, <c>1.5 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        ReadOnlySpan<string> units = ["KiB", "MiB", "GiB", "TiB"];
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return unit < 0 ? $"{Of(bytes)} B" : string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {units[unit]}");
    }

    /// <summary>A time in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A duration: <c>3 d 04:05:06</c>, <c>00:05:06</c>.</summary>
    public static string Duration(TimeSpan span) =>
        (span.Days > 0 ? $"{Of(span.Days)} d " : "") + span.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
