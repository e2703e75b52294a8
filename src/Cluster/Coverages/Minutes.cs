using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>Minutes and hours since 1970, in UTC.</summary>
internal static class Minutes
{
    private const int OfHour = 60, HoursOfDay = 24;
    private const long Milliseconds = 60_000;

    private static readonly int _firstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The minute of a time.</summary>
    internal static int Of(Timestamp time) => (int)(time.Milliseconds / Milliseconds);

    /// <summary>The last time of a minute.</summary>
    internal static Timestamp EndOf(int minute) => new(((minute + 1L) * Milliseconds) - 1);

    /// <summary>The hour of a minute.</summary>
    internal static int HourOf(int minute) => minute / OfHour;

    /// <summary>The first minute of an hour.</summary>
    internal static int FirstOf(int hour) => hour * OfHour;

    /// <summary>The day of an hour.</summary>
    internal static DateOnly DayOf(int hour) => DateOnly.FromDayNumber(_firstDay + (hour / HoursOfDay));

    /// <summary>The part of a window in an hour.</summary>
    internal static Window InHour(this Window window, int hour) => Common(window, FirstOf(hour), FirstOf(hour + 1));

    /// <summary>The part of a window in a minute.</summary>
    internal static Window InMinute(this Window window, int minute) => Common(window, minute, minute + 1);

    /// <summary>Whether a part of a minute is in a window.</summary>
    internal static bool TouchesMinute(this Window window, int minute) => window.InMinute(minute) is var part && part.Start < part.End;

    /// <summary>Whether a part of an hour is in a window.</summary>
    internal static bool TouchesHour(this Window window, int hour) => window.InHour(hour) is var part && part.Start < part.End;

    /// <summary>Whether a window holds a minute as a whole.</summary>
    internal static bool HoldsMinute(this Window window, int minute) => window.InMinute(minute) == Window.All.InMinute(minute);

    /// <summary>Whether a window holds an hour as a whole.</summary>
    internal static bool HoldsHour(this Window window, int hour) => window.InHour(hour) == Window.All.InHour(hour);

    private static Window Common(Window window, int first, int end)
    {
        Timestamp from = new(first * Milliseconds), until = new(end * Milliseconds);
        return new(window.Start > from ? window.Start : from, window.End < until ? window.End : until);
    }
}
