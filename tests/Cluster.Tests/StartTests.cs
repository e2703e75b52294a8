using System.Net;
using System.Text;
using Npgsql;
using ReplayGraph.Cluster.Tests.Answers;
using ReplayGraph.Cluster.Tests.Silos;
using ReplayGraph.Postgres.Migrations;

namespace ReplayGraph.Cluster.Tests;

/// <summary>Three silos that start at once on a database of the version before.</summary>
public sealed class StartTests
{
    private const string Organization = "acme";

    [Fact]
    public async Task PreviousSchema_IsBroughtUpToDateOnce()
    {
        string database = "";
        await using ThreeSilos silos = await ThreeSilos.StartAsync([Organization], prepare: async text =>
        {
            database = text;
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(text);
            await Migrator.MigrateAsync(source, [.. Migration.All.SkipLast(1)], CancellationToken.None);
        });

        Assert.All(silos.All, silo => Assert.Equal(0, silo.EndedByItself));
        await using NpgsqlDataSource migrated = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand count = migrated.CreateCommand("SELECT count(*) FROM replaygraph.migrations");
        Assert.Equal((long)Migration.All.Count, await count.ExecuteScalarAsync());
        string seen = new('1', 32), replay = new('2', 32);
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await silos.All[0].Client.TellAsync(Organization, Encoding.UTF8.GetBytes($$"""
            {"type":"error","event_id":"{{seen}}","project_id":1,"timestamp":{{now}},"group_id":7,"replay_id":"{{replay}}"}
            {"type":"replay_event","replay_id":"{{replay}}","project_id":1,"timestamp":{{now}},"segment_id":0}
            """));
        foreach (SiloProcess silo in silos.All)
        {
            (HttpStatusCode status, string body) = await silo.Client.AskAsync(Organization, new("issues/7/replays"));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains(replay, body, StringComparison.Ordinal);
        }
    }
}
