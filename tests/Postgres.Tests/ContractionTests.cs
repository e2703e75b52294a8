using ReplayGraph.Postgres.Members;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Postgres.Tests;

/// <summary>A contracting migration waits for the silos that it would break.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class ContractionTests(Databases databases)
{
    private const string Join = """
        INSERT INTO replaygraph.clusters (cluster_id) VALUES ('replaygraph');
        INSERT INTO replaygraph.silos (
            cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
        VALUES ('replaygraph', '10.0.0.1', 11111, 7, 'silo-1', 'host', 3, 30000, now(), now())
        """;

    private static readonly int _next = Migration.All.Count + 1;

    [Fact]
    public async Task OfASiloThatKnowsWhatItRequires_IsApplied()
    {
        string database = await SiloAsync();
        await using var lease = new MemberLease(database, new("replaygraph", "10.0.0.1", 11111, 7), TimeProvider.System);
        Assert.True(await lease.RenewAsync());

        await Schema.MigrateAsync(database, Synthetic.Newer(_next - 1));
    }

    [Theory]
    [InlineData("UPDATE replaygraph.silos SET status = 6")]
    [InlineData("UPDATE replaygraph.silos SET started_at = now() - interval '2 minutes', alive_at = now() - interval '2 minutes'")]
    public async Task OfASiloThatDoesNot_IsAppliedWhenThatIsGone(string gone)
    {
        string database = await SiloAsync();
        await using var lease = new MemberLease(database, new("replaygraph", "10.0.0.1", 11111, 7), TimeProvider.System);
        Assert.True(await lease.RenewAsync());
        IReadOnlyList<Migration> newer = Synthetic.Newer(0, _next);

        GraphException refused = await Assert.ThrowsAsync<GraphException>(() => Schema.MigrateAsync(database, newer));

        Assert.True(refused.IsTransient);
        Assert.Contains($"do not know migration {_next:d4}: silo-1 at 10.0.0.1:11111. Upgrade them", refused.Message);
        await Schema.MigrateAsync(database, [.. newer.SkipLast(1)]);
        await Schema.ExecuteAsync(database, gone);
        await Schema.MigrateAsync(database, newer);
    }

    // Programs before migration 0011 do not record what they know.
    [Fact]
    public async Task OfASiloWithoutARecord_IsRefused()
    {
        string database = await SiloAsync();

        await Assert.ThrowsAsync<GraphException>(() => Schema.MigrateAsync(database, Synthetic.Newer(1)));
    }

    private async Task<string> SiloAsync()
    {
        string database = await databases.Server.CreateDatabaseAsync();
        await Schema.MigrateAsync(database, Migration.All);
        await Schema.ExecuteAsync(database, Join);
        return database;
    }
}
