using Npgsql;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Reading;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Plans that are made while a table is empty read the index that they need when it is large.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class PlanTests(Databases databases)
{
    [Theory]
    [InlineData("(int, timestamptz, int)", LatestReplayReader.OfAll, "(1, now(), 20)", "Index Scan using replay_rows_by_start on replay_rows")]
    [InlineData(
        "(int, timestamptz, int, bigint[])", LatestReplayReader.OfProjects, "(1, now(), 20, '{7}')", "Index Scan using replay_rows_by_project on replay_rows")]
    [InlineData("(text, int, smallint[], int)", ChangeReader.Changed, "('9:9:', 1, '{2}', 20)", "Bitmap Index Scan on node_log_1_written_by_idx")]
    public async Task Query_OfAnEmptyTable(string types, string query, string values, string scan)
    {
        await using var database = new Database((await databases.CreateAsync()).ConnectionString);
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync();
        await using (var prepare = new NpgsqlCommand($"PREPARE query {types} AS {query}", connection))
        {
            await prepare.ExecuteNonQueryAsync();
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN (COSTS OFF) EXECUTE query {values}", connection);
        await using NpgsqlDataReader reader = await explain.ExecuteReaderAsync();
        List<string> plan = [];
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains(scan, StringComparison.Ordinal));
    }
}
