using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Postgres.Tests;

/// <summary>A program starts on a database that a newer one has migrated.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class OlderProgramTests(Databases databases)
{
    private const int Expand = 0;

    private static readonly int _next = Migration.All.Count + 1;

    [Fact]
    public async Task AfterAnExpandingMigration_Starts()
    {
        IReadOnlyList<Migration> newer = Synthetic.Newer(Expand, Expand);
        string database = await MigratedAsync(newer);

        await Schema.MigrateAsync(database, Migration.All);
        await Schema.MigrateAsync(database, [.. newer.SkipLast(1)]);
        await Schema.MigrateAsync(database, newer);
    }

    [Fact]
    public async Task AfterAContractingMigration_StartsIfItKnowsWhatThatRequires()
    {
        IReadOnlyList<Migration> newer = Synthetic.Newer(Expand, _next);
        string database = await MigratedAsync(newer);

        await Schema.MigrateAsync(database, [.. newer.SkipLast(1)]);

        string refused = await RefusedAsync(database, Migration.All);
        Assert.Contains($"has migration {_next + 1:d4}_next, which requires a program that knows migration {_next:d4}", refused);
        Assert.Contains($"this program knows {_next - 1:d4} and earlier. Start a newer version, or restore the backup", refused);
    }

    [Fact]
    public async Task AfterAnExpandingMigration_ThatFollowsAContractingOne_IsRefused()
    {
        IReadOnlyList<Migration> newer = Synthetic.Newer(Expand, _next, Expand);
        string database = await MigratedAsync(newer);

        Assert.Contains($"{_next + 1:d4}_next", await RefusedAsync(database, Migration.All));
        await Schema.MigrateAsync(database, [.. newer.Take(_next)]);
    }

    [Fact]
    public async Task AfterAMigrationWithoutARecord_IsRefused()
    {
        IReadOnlyList<Migration> newer = Synthetic.Newer(Expand);
        string database = await MigratedAsync(newer);
        await Schema.ExecuteAsync(database, $"UPDATE replaygraph.migrations SET requires = NULL WHERE number = {_next}");

        Assert.Contains("does not record which programs can run on it", await RefusedAsync(database, Migration.All));
        await Schema.MigrateAsync(database, newer);
    }

    // As programs before the record left it.
    [Fact]
    public async Task DatabaseWithoutTheRecord_GetsIt()
    {
        string database = await MigratedAsync(Migration.All);
        await Schema.ExecuteAsync(database, "ALTER TABLE replaygraph.migrations DROP COLUMN requires");

        await Schema.MigrateAsync(database, Migration.All);
        await Schema.MigrateAsync(database, Synthetic.Newer(Expand));
        await Schema.MigrateAsync(database, Migration.All);
    }

    [Fact]
    public async Task EditOfAMigration_IsRefused_WhereTheDatabaseIsNewer()
    {
        string database = await MigratedAsync(Synthetic.Newer(Expand, Expand));

        Assert.Contains("differs from this program's", await RefusedAsync(database, [.. Migration.All, Synthetic.Next("SELECT 2")]));
    }

    private async Task<string> MigratedAsync(IReadOnlyList<Migration> known)
    {
        string database = await databases.Server.CreateDatabaseAsync();
        await Schema.MigrateAsync(database, known);
        return database;
    }

    private static async Task<string> RefusedAsync(string database, IReadOnlyList<Migration> known)
    {
        GraphException refused = await Assert.ThrowsAsync<GraphException>(() => Schema.MigrateAsync(database, known));
        Assert.False(refused.IsTransient);
        return refused.Message;
    }
}
