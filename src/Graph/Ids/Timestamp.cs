using System.Globalization;

namespace ReplayGraph;

/// <summary>A point in time, in milliseconds since 1970 (UTC). Facts have times from <see cref="Min"/> to <see cref="Max"/>.</summary>
public readonly record struct Timestamp(long Milliseconds) : IComparable<Timestamp>
{
    private const long DayMs = 86_400_000;

    /// <summary>2000-01-01, the earliest time of a fact. Anything earlier comes from a clock that was never set.</summary>
    public static readonly Timestamp Min = new(946_684_800_000);

    /// <summary>2100-01-01, the upper bound of a fact's time, exclusive.</summary>
    public static readonly Timestamp Max = new(4_102_444_800_000);

    /// <summary>Whether a fact may have this time.</summary>
    public bool IsPlausible => Milliseconds >= Min.Milliseconds && Milliseconds < Max.Milliseconds;

    /// <summary>
    /// Converts Unix seconds, rounded to the nearest millisecond. Returns false if implausible, which includes NaN and infinity.
    /// </summary>
    public static bool TryFromSeconds(double seconds, out Timestamp time)
    {
        // Check the bounds first: converting NaN or an out-of-range number is undefined.
        bool ok = seconds >= Min.Milliseconds / 1000.0 && seconds < Max.Milliseconds / 1000.0;
        time = ok ? new((long)Math.Round(seconds * 1000)) : default;
        return ok && time.IsPlausible;
    }

    /// <summary>Converts a date, plausible or not.</summary>
    public static Timestamp From(DateTimeOffset date) => new(date.ToUnixTimeMilliseconds());

    /// <summary>Adds a time span, in whole milliseconds.</summary>
    public Timestamp Plus(TimeSpan span) => new(Milliseconds + (span.Ticks / TimeSpan.TicksPerMillisecond));

    /// <summary>The first millisecond of a day, in UTC.</summary>
    public static Timestamp StartOf(DateOnly day) => From(new(day, default, TimeSpan.Zero));

    /// <summary>The last millisecond of its day, in UTC.</summary>
    public Timestamp EndOfDay => new((Math.DivRem(Milliseconds, DayMs).Quotient * DayMs) + DayMs - 1);

    /// <summary>Its day, in UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(ToDate().UtcDateTime);

    /// <summary>The date, in UTC.</summary>
    public DateTimeOffset ToDate() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>Earlier.</summary>
    public static bool operator <(Timestamp a, Timestamp b) => a.Milliseconds < b.Milliseconds;

    /// <summary>Later.</summary>
    public static bool operator >(Timestamp a, Timestamp b) => a.Milliseconds > b.Milliseconds;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(Timestamp a, Timestamp b) => a.Milliseconds <= b.Milliseconds;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(Timestamp a, Timestamp b) => a.Milliseconds >= b.Milliseconds;

    /// <summary>
    /// ISO 8601 in UTC with milliseconds, such as <c>2026-11-20T10:00:00.000Z</c>; the number if it is out of range for a date.
    /// </summary>
    public override string ToString() => Milliseconds is < -62_135_596_800_000 or > 253_402_300_799_999
        ? Milliseconds.ToString(CultureInfo.InvariantCulture)
        : ToDate().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
