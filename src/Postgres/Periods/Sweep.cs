using Npgsql;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Periods;

/// <summary>Begins periods and forgets them. Whoever comes first does it, the others find nothing to do.</summary>
internal sealed class Sweep(Database database, TimeSpan length)
{
    // Rows of replays are deleted this long after they expired: whoever loaded one before has forgotten it by then.
    private static readonly TimeSpan _grace = TimeSpan.FromDays(1);

    private const int DeleteAtOnce = 10_000;

    // Commits and readers are held up while a period begins. If that takes long, better another time.
    private const string GiveUpSoon = "SET LOCAL lock_timeout = '5s'";

    private const string See = "UPDATE replaygraph.periods SET begun_at = $1 WHERE begun_at IS NULL AND number > 0";

    private const string Due =
        $"""
        SELECT coalesce(bool_or(number = latest AND begun_at <= $2), false), coalesce(array_agg(number) FILTER (
            WHERE number > 0 AND coalesce(expires_at, '-infinity') <= $1), ARRAY[]::int[]), max(latest)
        FROM replaygraph.periods, ({Period.Latest}) AS at (latest)
        """;

    private const string BeginPeriod = "SELECT replaygraph.begin_period($1, $2)";

    private const string DropPeriod = "SELECT replaygraph.drop_period($1)";

    private const string DeleteRows =
        """
        DELETE FROM replaygraph.replay_rows WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM replaygraph.replay_rows WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    internal async Task RunAsync(Timestamp now, CancellationToken cancel)
    {
        await database.DoAsync("sweep", async connection =>
        {
            await ExecuteAsync(connection, See, cancel, Parameter.Of(PgTime.Of(now))).ConfigureAwait(false);
            if ((await DueAsync(connection, now, cancel).ConfigureAwait(false)).Any)
            {
                await TurnAsync(connection, now, cancel).ConfigureAwait(false);
            }

            NpgsqlParameter[] expired = [Parameter.Of(PgTime.Of(now.Plus(-_grace))), Parameter.Of(DeleteAtOnce)];
            while (await ExecuteAsync(connection, DeleteRows, cancel, expired).ConfigureAwait(false) == DeleteAtOnce)
            {
                cancel.ThrowIfCancellationRequested();
            }

            return true;
        }).ConfigureAwait(false);
    }

    // Whoever read a node before something of it was forgotten must not write: so nothing is forgotten without a new period.
    private async Task TurnAsync(NpgsqlConnection connection, Timestamp now, CancellationToken cancel)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await ExecuteAsync(connection, GiveUpSoon, cancel).ConfigureAwait(false);
        await ExecuteAsync(connection, Period.LockExclusive, cancel).ConfigureAwait(false);
        DuePeriods due = await DueAsync(connection, now, cancel).ConfigureAwait(false);
        if (due.Any)
        {
            await ExecuteAsync(connection, BeginPeriod, cancel, Parameter.Of(due.Latest + 1), Parameter.Of(PgTime.Of(now)))
                .ConfigureAwait(false);
            foreach (int gone in due.Expired)
            {
                await ExecuteAsync(connection, DropPeriod, cancel, Parameter.Of(gone)).ConfigureAwait(false);
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

    // Once a period begins, the one before may go too.
    private sealed record DuePeriods(bool IsLong, int[] Expired, int Latest)
    {
        internal bool Any => IsLong || Expired.Any(number => number != Latest);
    }
}
