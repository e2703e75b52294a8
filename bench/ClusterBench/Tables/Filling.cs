using Npgsql;

namespace ReplayGraph.ClusterBench.Tables;

/// <summary>Fills a database with rows inside PostgreSQL, by the procedures of <c>fill.sql</c>.</summary>
internal static class Filling
{
    /// <summary>The number of periods: those of 90 days, and the one that is written.</summary>
    internal const int Periods = 7;

    private const string WithoutIndexes = """
        ALTER TABLE replaygraph.replay_rows SET UNLOGGED, DROP CONSTRAINT replay_rows_pkey;
        DROP INDEX replaygraph.replay_rows_by_sweep, replaygraph.replay_rows_by_start, replaygraph.replay_rows_by_project;
        INSERT INTO replaygraph.organizations (id) SELECT 'default' UNION ALL SELECT 'organization-' || n FROM generate_series(2, 1000) AS n;
        INSERT INTO replaygraph.periods (number, begun_at, expires_at) SELECT n, now() - interval '15 days' * (7 - n), now() + interval '15 days' * n
        FROM generate_series(2, 7) AS n
        """;

    private const string WithIndexes = """
        ALTER TABLE replaygraph.replay_rows ADD PRIMARY KEY (replay, organization);
        CREATE INDEX replay_rows_by_sweep ON replaygraph.replay_rows (swept_on);
        CREATE INDEX replay_rows_by_start ON replaygraph.replay_rows (organization, started_at DESC, replay, project) WHERE started_at IS NOT NULL;
        CREATE INDEX replay_rows_by_project ON replaygraph.replay_rows (organization, project, started_at DESC, replay) WHERE started_at IS NOT NULL
        """;

    /// <summary>Of the rows, half are entries of logs, a quarter places of events, and a quarter rows of replays.</summary>
    internal static async Task FillAsync(string database, long rows)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database)
        {
            CommandTimeout = 0,
            Options = "-c maintenance_work_mem=1GB -c max_parallel_maintenance_workers=0",
        });
        using var script = new StreamReader(typeof(Filling).Assembly.GetManifestResourceStream("fill.sql")!);
        await ExecuteAsync(source, await script.ReadToEndAsync());
        await ExecuteAsync(source, WithoutIndexes);
        long entries = rows / 2 / Periods, places = rows / 4 / Periods, replays = rows / 4;
        List<string> calls =
        [
            .. Enumerable.Range(0, 4).Select(n => $"CALL fill_replays({replays * n / 4}, {replays * (n + 1) / 4}, {replays})"),
            .. Enumerable.Range(1, Periods).Select(n => $"CALL fill_log({n}, {entries})"),
            .. Enumerable.Range(1, Periods).Select(n => $"CALL fill_places({n}, {places})"),
        ];
        await Parallel.ForEachAsync(
            calls, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (call, _) => await ExecuteAsync(source, call));
        await ExecuteAsync(source, WithIndexes);
        await ExecuteAsync(source, "VACUUM ANALYZE");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string text)
    {
        await using NpgsqlCommand command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
