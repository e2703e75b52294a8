using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class MigrationTests(Databases databases)
{
    [Fact]
    public async Task Migrate_ThreeAtOnce_EmptyDatabase()
    {
        string database = await databases.Server.CreateDatabaseAsync();

        await ThreeAtOnceAsync(database, Migration.All);

        Assert.Equal(Migration.All.Select(one => one.Name), await AppliedAsync(database));
    }

    [Fact]
    public async Task Migrate_ThreeAtOnce_PreviousSchema()
    {
        string database = await databases.Server.CreateDatabaseAsync();
        Migration next = Synthetic.Next("CREATE TABLE replaygraph.next (a int); INSERT INTO replaygraph.next VALUES (1)");
        await ThreeAtOnceAsync(database, Migration.All);

        await ThreeAtOnceAsync(database, [.. Migration.All, next]);

        Assert.Equal(next.Name, (await AppliedAsync(database))[^1]);
        Assert.Equal(1L, await ScalarAsync(database, "SELECT count(*) FROM replaygraph.next"));
    }

    [Fact]
    public async Task Migrate_RowsOfBefore_HaveTheirStarts()
    {
        string database = await databases.Server.CreateDatabaseAsync();
        await Schema.MigrateAsync(database, [.. Migration.All.Take(7)]);
        var live = ReplayRow.Of(new(1), 1, new()
        {
            Fate = Fate.Live,
            ExpiresAt = Sample.Now.Plus(TimeSpan.FromDays(9)),
            ProjectId = new(70_000),
            StartedAt = Sample.Now,
        });
        await ScalarAsync(database, "INSERT INTO replaygraph.organizations (id) VALUES ('acme')");
        await ScalarAsync(database, RowOf(1, live));
        await ScalarAsync(database, RowOf(2, ReplayRow.Unknown(new(2))));

        await Schema.MigrateAsync(database, Migration.All);

        string started = $"SELECT count(*) FROM replaygraph.replay_rows WHERE project = 70000 AND started_at = '{Sample.Now}'";
        Assert.Equal(1L, await ScalarAsync(database, started));
        Assert.Equal(1L, await ScalarAsync(database, "SELECT count(*) FROM replaygraph.replay_rows WHERE started_at IS NOT NULL"));

        static string RowOf(int replay, ReplayRow row) =>
            $"INSERT INTO replaygraph.replay_rows (organization, replay, version, expires_at, row) VALUES (1, '\\x{replay:x32}', 1, 'infinity', "
            + $"'\\x{Convert.ToHexString(row.Bytes.Span)}')";
    }

    [Fact]
    public async Task Migrate_ChangedMigration_IsRejected()
    {
        string database = await databases.Server.CreateDatabaseAsync();
        await Schema.MigrateAsync(database, [.. Migration.All, Synthetic.Next("SELECT 1")]);
        await Schema.MigrateAsync(database, [.. Migration.All, Synthetic.Next("SELECT 1")]);

        GraphException refused = await Assert.ThrowsAsync<GraphException>(
            () => Schema.MigrateAsync(database, [.. Migration.All, Synthetic.Next("SELECT 2")]));

        Assert.False(refused.IsTransient);
        Assert.Contains("_next", refused.Message);
    }

    [Fact]
    public async Task Migrate_FailedMigration_LeavesNothing()
    {
        string database = await databases.Server.CreateDatabaseAsync();
        Migration broken = Synthetic.Next("CREATE TABLE replaygraph.half (a int); SELECT 1 / 0");

        await Assert.ThrowsAsync<GraphException>(() => Schema.MigrateAsync(database, [.. Migration.All, broken]));

        Assert.Equal(Migration.All.Select(one => one.Name), await AppliedAsync(database));
        Assert.Null(await ScalarAsync(database, "SELECT to_regclass('replaygraph.half')::text"));
        await Schema.MigrateAsync(database, [.. Migration.All, Synthetic.Next("SELECT 1")]);
    }

    [Fact]
    public void Checksum_IgnoresLineEndings()
    {
        Assert.Equal(Synthetic.Next("a\nb").Checksum, Synthetic.Next("a\r\nb").Checksum);
        Assert.NotEqual(Synthetic.Next("a\nb").Checksum, Synthetic.Next("a b").Checksum);
    }

    private static async Task ThreeAtOnceAsync(string database, IReadOnlyList<Migration> known) =>
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Schema.MigrateAsync(database, known))));

    private static async Task<List<string>> AppliedAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand("SELECT name FROM replaygraph.migrations ORDER BY number");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? value : null;
    }
}
