using Npgsql;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Periods;

/// <summary>Starts and drops periods. Safe to run from many silos at once: the first one does the work.</summary>
internal sealed class Sweep(Database database, TimeSpan length)
{
    // Rows are deleted this long after they expire, those of replays after the end of that day. By then no silo has an earlier version cached,
    // or a clock that is behind.
    private static readonly TimeSpan _grace = TimeSpan.FromDays(1);

    private const int DeleteAtOnce = 10_000;

    // Starting a period blocks commits and readers. If the lock takes longer, a later sweep tries again.
    private const string LockTimeout = "SET LOCAL lock_timeout = '5s'";

    private const string RecordStart = "UPDATE replaygraph.periods SET begun_at = $1 WHERE begun_at IS NULL AND number > 0";

    private const string Due =
        $"""
        SELECT coalesce(bool_or(number = latest AND begun_at <= $2), false), coalesce(array_agg(number) FILTER (
            WHERE number > 0 AND coalesce(expires_at, '-infinity') <= $1), ARRAY[]::int[]), max(latest)
        FROM replaygraph.periods, ({Period.Latest}) AS at (latest)
        """;

    private const string BeginPeriod = "SELECT replaygraph.begin_period($1, $2)";

    private const string DropPeriod = "SELECT replaygraph.drop_period($1)";

    private static readonly string[] _deletes =
    [
        // The end of the day in which they expired: an index of expires_at itself would keep updates from being HOT.
        DeleteFrom("replay_rows", by: "swept_on", until: "($1 AT TIME ZONE 'UTC')::date"),
        DeleteFrom("issue_titles", by: "expires_at", until: "$1"),
    ];

    /// <summary>Sweeps once; deletes a bounded number of rows.</summary>
    /// <returns>The number of rows deleted.</returns>
    internal async Task<int> RunAsync(Timestamp now, CancellationToken cancel)
    {
        return await database.DoAsync("sweep", async connection =>
        {
            await ExecuteAsync(connection, RecordStart, cancel, Parameter.Of(PgTime.Of(now))).ConfigureAwait(false);
            if ((await DueAsync(connection, now, cancel).ConfigureAwait(false)).Any)
            {
                await StartPeriodAsync(connection, now, cancel).ConfigureAwait(false);
            }

            NpgsqlParameter[] expired = [Parameter.Of(PgTime.Of(now.Plus(-_grace))), Parameter.Of(DeleteAtOnce)];
            int deleted = 0;
            foreach (string delete in _deletes)
            {
                deleted += await ExecuteAsync(connection, delete, cancel, expired).ConfigureAwait(false);
            }

            PostgresMeters.Deleted(deleted);
            return deleted;
        }).ConfigureAwait(false);
    }

    private static string DeleteFrom(string table, string by, string until) =>
        $"""
        DELETE FROM replaygraph.{table} WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM replaygraph.{table} WHERE {by} <= {until} ORDER BY {by} LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    // A silo that read a node before its entries were dropped must not write to it, so entries are dropped only together with the start of
    // a new period.
    private async Task StartPeriodAsync(NpgsqlConnection connection, Timestamp now, CancellationToken cancel)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await ExecuteAsync(connection, LockTimeout, cancel).ConfigureAwait(false);
        await ExecuteAsync(connection, Period.LockExclusive, cancel).ConfigureAwait(false);
        DuePeriods due = await DueAsync(connection, now, cancel).ConfigureAwait(false);
        if (due.Any)
        {
            await ExecuteAsync(connection, BeginPeriod, cancel, Parameter.Of(due.Latest + 1), Parameter.Of(PgTime.Of(now)))
                .ConfigureAwait(false);
            foreach (int expired in due.Expired)
            {
                await ExecuteAsync(connection, DropPeriod, cancel, Parameter.Of(expired)).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancel).ConfigureAwait(false);
            PostgresMeters.Dropped(due.Expired.Length);
        }
    }

    private async Task<DuePeriods> DueAsync(NpgsqlConnection connection, Timestamp now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Due, connection)
        {
            Parameters = { Parameter.Of(PgTime.Of(now)), Parameter.Of(PgTime.Of(now.Plus(-length))) },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        return new(reader.GetBoolean(0), reader.GetFieldValue<int[]>(1), reader.GetInt32(2));
    }

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        int rows = await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        command.Parameters.Clear();
        return rows;
    }

    // Once a new period starts, the current one can be dropped too.
    private sealed record DuePeriods(bool IsLong, int[] Expired, int Latest)
    {
        internal bool Any => IsLong || Expired.Any(number => number != Latest);
    }
}
