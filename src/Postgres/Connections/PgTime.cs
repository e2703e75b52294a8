namespace ReplayGraph.Postgres.Connections;

/// <summary>
/// Timestamps as PostgreSQL stores them. Times beyond the last date become infinity, which is how Npgsql maps the greatest date.
/// </summary>
internal static class PgTime
{
    private const long Day = 24 * 60 * 60 * 1000;

    private static readonly long _last = new DateTimeOffset(DateTime.MaxValue, TimeSpan.Zero).ToUnixTimeMilliseconds() - Day;

    internal static DateTime Of(Timestamp time) => time.Milliseconds >= _last
        ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : new Timestamp(Math.Max(time.Milliseconds, 0)).ToDate().UtcDateTime;

    /// <summary>The end of the day that contains a time.</summary>
    internal static Timestamp EndOfDay(Timestamp time) => time.Milliseconds >= _last ? time : new((time.Milliseconds / Day + 1) * Day);
}
