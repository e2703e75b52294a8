using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Migrations;

/// <summary>
/// Migrates a database's schema to the version that this program needs. Safe to run from many processes at once: one migrates, the others
/// wait. A database that has later migrations than the program is left as it is, if each of them records that such a program can run on it.
/// </summary>
public static class Migrator
{
    private const string Lock = "SELECT pg_advisory_lock(1919382119, 2)";
    private const string Unlock = "SELECT pg_advisory_unlock(1919382119, 2)";

    private const string Prepare = """
        CREATE SCHEMA IF NOT EXISTS replaygraph;
        CREATE TABLE IF NOT EXISTS replaygraph.migrations (
            number int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), checksum text NOT NULL);
        ALTER TABLE replaygraph.migrations ADD COLUMN IF NOT EXISTS requires int
        """;

    private const string Applied = "SELECT number, name, checksum, requires FROM replaygraph.migrations ORDER BY number";
    private const string Record = "INSERT INTO replaygraph.migrations (number, name, checksum, requires) VALUES ($1, $2, $3, $4)";

    /// <summary>Applies the pending migrations, each in its own transaction.</summary>
    /// <param name="source">The database.</param>
    /// <param name="cancel">Cancels the run; migrations already applied stay.</param>
    /// <exception cref="GraphException">
    /// The database cannot be reached, or running silos would not outlive a migration (both transient); or the database has a migration that
    /// excludes this program or was edited.
    /// </exception>
    public static Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancel = default) =>
        MigrateAsync(source, Migration.All, cancel);

    internal static async Task MigrateAsync(NpgsqlDataSource source, IReadOnlyList<Migration> known, CancellationToken cancel)
    {
        var at = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        string where = $"PostgreSQL at {at.Host}:{at.Port}/{at.Database ?? at.Username}";
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
            await RunAsync(connection, Lock, cancel).ConfigureAwait(false);
            try
            {
                await ApplyAsync(connection, where, known, cancel).ConfigureAwait(false);
            }
            finally
            {
                await UnlockAsync(connection).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException failure)
        {
            throw new GraphException($"{where}: migration: {failure.Message}", Failures.IsTransient(failure), failure);
        }
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection, string where, IReadOnlyList<Migration> known, CancellationToken cancel)
    {
        await RunAsync(connection, Prepare, cancel).ConfigureAwait(false);
        List<AppliedMigration> applied = await AppliedAsync(connection, cancel).ConfigureAwait(false);
        if (applied.Select(one => one.Refuse(known)).FirstOrDefault(why => why is not null) is { } refused)
        {
            throw new GraphException($"{where} {refused}", isTransient: false);
        }

        foreach (Migration next in known.ExceptBy(applied.Select(one => one.Number), one => one.Number))
        {
            await ExcludedSilos.RefuseAsync(connection, where, next, cancel).ConfigureAwait(false);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
            await RunAsync(connection, next.Sql, cancel).ConfigureAwait(false);
            await using var record = new NpgsqlCommand(Record, connection)
            {
                Parameters = { Parameter.Of(next.Number), Parameter.Of(next.Name), Parameter.Of(next.Checksum), Parameter.Of(next.Requires) },
            };
            await record.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
        }
    }

    private static async Task<List<AppliedMigration>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        List<AppliedMigration> applied = [];
        await using var command = new NpgsqlCommand(Applied, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            int? requires = await reader.IsDBNullAsync(3, cancel).ConfigureAwait(false) ? null : reader.GetInt32(3);
            applied.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), requires));
        }

        return applied;
    }

    // No timeout: waiting for another process, or changing a large table, may take long.
    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    // A pooled connection would keep the lock. A broken connection has lost it, and the caller already gets the error.
    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await RunAsync(connection, Unlock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
