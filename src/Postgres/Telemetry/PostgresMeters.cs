using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ReplayGraph.Postgres.Telemetry;

/// <summary>Metrics of the PostgreSQL store.</summary>
public static class PostgresMeters
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "ReplayGraph.Postgres";

    private static readonly Meter _meter = new(MeterName);
    private static readonly Histogram<double> _commitTime = _meter.CreateHistogram<double>(
        "replaygraph.postgres.commit.duration", "s", "Duration of a commit, from its first statement until it is durable");

    private static readonly Histogram<int> _commitWrites = _meter.CreateHistogram<int>(
        "replaygraph.postgres.commit.writes", "{write}", "Writes in a commit");

    private static readonly Histogram<int> _commitRows = _meter.CreateHistogram<int>(
        "replaygraph.postgres.commit.rows", "{row}", "Rows in a commit, in all tables");

    private static readonly Histogram<double> _loadTime = _meter.CreateHistogram<double>(
        "replaygraph.postgres.load.duration", "s", "Duration of a load, by what is loaded");

    private static readonly Histogram<int> _loadKeys = _meter.CreateHistogram<int>(
        "replaygraph.postgres.load.keys", "{key}", "Nodes, events or replays in a load, by what is loaded");

    private static readonly Counter<long> _conflicts = _meter.CreateCounter<long>(
        "replaygraph.postgres.conflicts", "{write}", "Writes that conflicted with another write to the same node");

    private static readonly Counter<long> _retries = _meter.CreateCounter<long>(
        "replaygraph.postgres.commit.retries", "{commit}", "Commits repeated after one of their writes conflicted");

    private static readonly Counter<long> _failures = _meter.CreateCounter<long>(
        "replaygraph.postgres.failures", "{failure}", "Failures of PostgreSQL or of the connection to it, by operation");

    private static readonly Counter<long> _dropped = _meter.CreateCounter<long>(
        "replaygraph.postgres.periods.dropped", "{period}", "Periods dropped");

    private static readonly Counter<long> _swept = _meter.CreateCounter<long>(
        "replaygraph.postgres.rows.expired", "{row}", "Expired rows of replays and titles deleted");

    internal static void Committed(long started, int writes, int rows, int conflicts, bool isRetry)
    {
        _commitTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        _commitWrites.Record(writes);
        _commitRows.Record(rows);
        if (conflicts > 0)
        {
            _conflicts.Add(conflicts);
        }

        if (isRetry)
        {
            _retries.Add(1);
        }
    }

    internal static void Loaded(string what, long started, int keys)
    {
        var tag = new KeyValuePair<string, object?>("what", what);
        _loadTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tag);
        _loadKeys.Record(keys, tag);
    }

    internal static void Failed(string what) => _failures.Add(1, new KeyValuePair<string, object?>("what", what));

    internal static void Dropped(int periods) => _dropped.Add(periods);

    internal static void Deleted(int rows) => _swept.Add(rows);
}
