using System.Net;
using System.Text;
using Npgsql;
using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.MultiSilo.Tests.Silos;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.MultiSilo.Tests;

/// <summary>Three silos start at once: on a database of the previous version, and after three others were killed.</summary>
[NeedsPostgres]
public sealed class StartTests(Logs logs) : IClassFixture<Logs>
{
    private const string Organization = "acme";
    private static readonly string _seen = new('1', 32), _replay = new('2', 32);

    [Fact]
    public async Task PreviousSchema_IsMigratedOnce()
    {
        string database = "";
        await using ThreeSilos silos = await ThreeSilos.StartAsync(logs.Plan(Organization), prepare: async text =>
        {
            database = text;
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(text);
            await Migrator.MigrateAsync(source, [.. Migration.All.SkipLast(1)], CancellationToken.None);
        });

        Assert.All(silos.All, silo => Assert.Equal(0, silo.EndedByItself));
        await using NpgsqlDataSource migrated = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand count = migrated.CreateCommand("SELECT count(*) FROM replaygraph.migrations");
        Assert.Equal((long)Migration.All.Count, await count.ExecuteScalarAsync());
        await IngestAsync(silos.All[0]);
        await QueryAllAsync(silos);
    }

    [Fact]
    public async Task AllKilledAtOnce_OthersStartAtOtherAddresses()
    {
        await using ThreeSilos silos = await ThreeSilos.StartAsync(logs.Plan(Organization));
        await IngestAsync(silos.All[0]);

        await silos.ReplaceAllAsync();

        Assert.All(silos.All, silo => Assert.Equal(0, silo.EndedByItself));
        await QueryAllAsync(silos);
    }

    private static async Task IngestAsync(ServerProcess silo)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await silo.Client.TellAsync(Organization, Encoding.UTF8.GetBytes($$"""
            {"type":"error","event_id":"{{_seen}}","project_id":1,"timestamp":{{now}},"group_id":7,"replay_id":"{{_replay}}"}
            {"type":"replay_event","replay_id":"{{_replay}}","project_id":1,"timestamp":{{now}},"segment_id":0}
            """));
    }

    private static async Task QueryAllAsync(ThreeSilos silos)
    {
        foreach (ServerProcess silo in silos.All)
        {
            (HttpStatusCode status, string body) = await silo.Client.AskAsync(Organization, new("issues/7/replays"));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains(_replay, body, StringComparison.Ordinal);
        }
    }
}
