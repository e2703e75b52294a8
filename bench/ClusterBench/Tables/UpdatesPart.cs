using System.Diagnostics;
using Npgsql;
using ReplayGraph.Bench.Results;
using ReplayGraph.PostgresServer;
using ReplayGraph.Postgres;

namespace ReplayGraph.ClusterBench.Tables;

/// <summary>
/// Updates the rows of a day's replays through the store, with the schema as it is and with the index of expiries that it had before: how many
/// updates are HOT, how fast they are, and how large table and indexes become.
/// </summary>
internal sealed class UpdatesPart : IPart
{
    // A day takes a minute here, so the server looks for tables to vacuum that much more often.
    private const string Vacuum = "ALTER SYSTEM SET autovacuum_naptime = '1s'";

    private const string Before = """
        ALTER TABLE replaygraph.replay_rows DROP COLUMN swept_on, RESET (fillfactor, autovacuum_vacuum_scale_factor);
        CREATE INDEX replay_rows_by_expiry ON replaygraph.replay_rows (expires_at)
        """;

    private const string Counters = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relid = 'replaygraph.replay_rows'::regclass";

    private const string Sizes = """
        SELECT pg_relation_size('replaygraph.replay_rows'), pg_indexes_size('replaygraph.replay_rows'), string_agg(format(
            '%s %s', indexrelid::regclass, pg_size_pretty(pg_relation_size(indexrelid))), ', ' ORDER BY indexrelid)
        FROM pg_index WHERE indrelid = 'replaygraph.replay_rows'::regclass
        """;

    public string Name => "updates";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        Day before = await MeasureAsync(server, size, Before);
        Day after = await MeasureAsync(server, size, size.FillFactor is { } fill ? $"ALTER TABLE replaygraph.replay_rows SET (fillfactor = {fill})" : null);
        table.Report($"before: {before}");
        table.Report($"after: {after}");
        table.Add(new Row(
            $"{size.Replays:N0} replays, {size.Updates} updates each: share of updates of replay rows that are HOT, before; after",
            $"{Format.Ratio(before.Hot)}; {Format.Ratio(after.Hot)}", after.Hot, 0.8, 0.9));
        table.Add(new Row(
            "... writes/s, before; after", $"{Format.Rate(before.Rate)}; {Format.Rate(after.Rate)}", after.Rate / before.Rate, 1));
        table.Add(new Row("... the table at the end", $"{Megabytes(before.Table)}; {Megabytes(after.Table)}"));
        table.Add(new Row("... its indexes", $"{Megabytes(before.Indexes)}; {Megabytes(after.Indexes)}"));
        table.Add(new Row(
            "... their size relative to when they are built again", $"{Format.Ratio(before.Bloat)}; {Format.Ratio(after.Bloat)}",
            after.Bloat, 2, 1.6, IsCeiling: true));
    }

    private static async Task<Day> MeasureAsync(Server server, BenchSize size, string? change)
    {
        string database = await server.CreateDatabaseAsync();
        await using (var store = new PostgresStore(new() { ConnectionString = database }))
        {
            await store.MigrateAsync();
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, Vacuum);
        await ExecuteAsync(connection, "SELECT pg_reload_conf()");
        await ExecuteAsync(connection, change ?? "SELECT 1");
        await ExecuteAsync(connection, "CHECKPOINT");
        double rate;
        await using (var store = new PostgresStore(new() { ConnectionString = database }))
        {
            long begun = Stopwatch.GetTimestamp();
            rate = await new ReplayDay(size.Replays, size.Updates).WriteAsync(store) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }

        // The server counts what a session did when it ends.
        long expected = (long)size.Replays * (size.Updates - 1);
        object[] counters;
        do
        {
            counters = await ReadAsync(connection, Counters);
        }
        while ((long)counters[0] < expected);

        object[] sizes = await ReadAsync(connection, Sizes);
        await ExecuteAsync(connection, "REINDEX TABLE replaygraph.replay_rows");
        object[] built = await ReadAsync(connection, Sizes);
        return new(
            (double)(long)counters[1] / (long)counters[0], rate, (long)sizes[0], (long)sizes[1], (double)(long)sizes[1] / (long)built[1],
            (string)sizes[2]);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object[]> ReadAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";

    private sealed record Day(double Hot, double Rate, long Table, long Indexes, double Bloat, string Each);
}
