using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tests.Programs;

namespace ReplayGraph.Silo.Tests.Database;

/// <summary>Orleans' own membership over our tables.</summary>
[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class MembershipTableTests(PostgresFixture postgres)
{
    private static readonly DateTime _now = new(2026, 11, 20, 10, 0, 0, 123, DateTimeKind.Utc);

    [Fact]
    public async Task OfTwoChangesAtOnceOneLosesAndChangesNothing()
    {
        AdoNetClusteringTable table = await OpenAsync();
        MembershipTableData empty = await table.ReadAllAsync();
        Assert.Empty(empty.Members);
        Assert.True(await table.InsertRowAsync(Entry(1), empty.Version.Next()));
        Assert.False(await table.InsertRowAsync(Entry(2), empty.Version.Next()));
        MembershipTableData one = await table.ReadAllAsync();
        Assert.Equal((1, 1), (one.Members.Count, one.Version.Version));
        Assert.False(await table.InsertRowAsync(Entry(1), one.Version.Next()));
        Assert.Equal(one.Version, (await table.ReadAllAsync()).Version);

        MembershipEntry suspect = Entry(1);
        suspect.Status = SiloStatus.Active;
        suspect.AddSuspector(Entry(9).SiloAddress, _now);
        Assert.False(await UpdateAsync(suspect, empty.Version));
        Assert.True(await UpdateAsync(suspect, one.Version));
        Assert.False(await UpdateAsync(Entry(7), (await table.ReadAllAsync()).Version));
        MembershipEntry read = Assert.Single((await table.ReadRowAsync(suspect.SiloAddress)).Members).Item1;
        Assert.NotNull(read.SuspectTimes);
        Assert.Equal(
            (SiloStatus.Active, "silo", "host", 30000, _now, Entry(9).SiloAddress),
            (read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime, Assert.Single(read.SuspectTimes).Item1));
        Assert.Empty((await table.ReadRowAsync(Entry(3).SiloAddress)).Members);

        // Orleans compares the etag with that of the version that was read.
        Task<bool> UpdateAsync(MembershipEntry entry, TableVersion read) => table.UpdateRowAsync(entry, read.VersionEtag, read.Next());
    }

    [Fact]
    public async Task ForgetsTheDeadAndNobodyElse()
    {
        AdoNetClusteringTable table = await OpenAsync();
        await InsertAsync(Entry(1, SiloStatus.Dead));
        await InsertAsync(Entry(2, SiloStatus.Active));
        await InsertAsync(Entry(3, SiloStatus.Joining));
        await InsertAsync(Entry(4, SiloStatus.Active));
        MembershipEntry suspected = Entry(4, SiloStatus.Dead);
        suspected.AddSuspector(Entry(2).SiloAddress, _now.AddMinutes(2));
        TableVersion version = (await table.ReadAllAsync()).Version;
        Assert.True(await table.UpdateRowAsync(suspected, version.VersionEtag, version.Next()));

        await table.CleanupDefunctSiloEntriesAsync(_now.AddMinutes(-1));
        Assert.Equal([1, 2, 3, 4], await GenerationsAsync());
        await table.CleanupDefunctSiloEntriesAsync(_now.AddMinutes(1));
        Assert.Equal([2, 3, 4], await GenerationsAsync());
        await table.CleanupDefunctSiloEntriesAsync(_now.AddMinutes(3));
        Assert.Equal([2, 3], await GenerationsAsync());

        MembershipEntry alive = Entry(2);
        alive.IAmAliveTime = _now.AddHours(1);
        await table.UpdateIAmAliveAsync(alive);
        Assert.Equal(_now.AddHours(1), Assert.Single((await table.ReadRowAsync(alive.SiloAddress)).Members).Item1.IAmAliveTime);
        await table.DeleteMembershipTableEntriesAsync("replaygraph");
        await table.InitializeMembershipTableAsync(true);
        Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);

        async Task InsertAsync(MembershipEntry entry) =>
            Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync()).Version.Next()));

        async Task<IEnumerable<int>> GenerationsAsync() =>
            (await table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress.Generation).Order();
    }

    [Fact]
    public async Task GatewaysOfSilosThatRenewTheirLeases_UnlessNoneDoes()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await Migrator.MigrateAsync(source);
        await ExecuteAsync("INSERT INTO replaygraph.clusters (cluster_id) VALUES ('replaygraph')");
        foreach (int generation in (int[])[1, 2, 3])
        {
            await ExecuteAsync(
                $"""
                INSERT INTO replaygraph.silos (
                    cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
                VALUES ('replaygraph', '127.0.0.1', 11111, {generation}, 'silo', 'host', 3, 30000, now(), now())
                """);
        }

        Assert.Equal([1, 2, 3], await GatewaysAsync());
        await ExecuteAsync("UPDATE replaygraph.silos SET fresh_until = now() - interval '1 s' WHERE generation = 1");
        Assert.Equal([2, 3], await GatewaysAsync());
        await ExecuteAsync("UPDATE replaygraph.silos SET fresh_until = now() + interval '1 h' WHERE generation = 2");
        Assert.Equal([2, 3], await GatewaysAsync());
        await ExecuteAsync("UPDATE replaygraph.silos SET fresh_until = now() - interval '1 s'");
        Assert.Equal([1, 2, 3], await GatewaysAsync());

        async Task ExecuteAsync(string sql)
        {
            await using NpgsqlCommand command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        async Task<IEnumerable<int>> GatewaysAsync()
        {
            await using NpgsqlCommand find = source.CreateCommand(
                "SELECT querytext FROM replaygraph.orleansquery WHERE querykey = 'GatewaysQueryKey'");
            await using NpgsqlCommand command = source.CreateCommand((string)(await find.ExecuteScalarAsync())!);
            command.Parameters.AddWithValue("DeploymentId", "replaygraph");
            command.Parameters.AddWithValue("Status", (int)SiloStatus.Active);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            List<int> generations = [];
            while (await reader.ReadAsync())
            {
                generations.Add(reader.GetInt32(reader.GetOrdinal("generation")));
            }

            return generations.Order();
        }
    }

    [Fact]
    public async Task SeveralDeathsAtOnce_WaitForOneLease_NotForOneAfterTheOther()
    {
        (AdoNetClusteringTable table, string database) = await OpenDatabaseAsync();
        int[] generations = [1, 2, 3, 4];
        foreach (int generation in generations)
        {
            Assert.True(await table.InsertRowAsync(Entry(generation, SiloStatus.Active), (await table.ReadAllAsync()).Version.Next()));
        }

        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(database))
        await using (NpgsqlCommand command = source.CreateCommand("UPDATE replaygraph.silos SET lease_until = clock_timestamp() + interval '3 s'"))
        {
            await command.ExecuteNonQueryAsync();
        }

        long begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(generations.Select(DeclareDeadAsync));

        // One after the other it would be twelve seconds, and Orleans' statements time out after ten.
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(9));

        async Task DeclareDeadAsync(int generation)
        {
            TableVersion read;
            do
            {
                read = (await table.ReadAllAsync()).Version;
            }
            while (!await table.UpdateRowAsync(Entry(generation, SiloStatus.Dead), read.VersionEtag, read.Next()));
        }
    }

    private static MembershipEntry Entry(int generation, SiloStatus status = SiloStatus.Joining) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), generation),
        SiloName = "silo",
        HostName = "host",
        Status = status,
        ProxyPort = 30000,
        StartTime = _now,
        IAmAliveTime = _now,
    };

    private async Task<AdoNetClusteringTable> OpenAsync() => (await OpenDatabaseAsync()).Table;

    private async Task<(AdoNetClusteringTable Table, string Database)> OpenDatabaseAsync()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(database))
        {
            await Migrator.MigrateAsync(source);
        }

        var options = new AdoNetClusteringSiloOptions
        {
            Invariant = ClusterMembers.Invariant,
            ConnectionString = ClusterMembers.ConnectionStringOf(new ClusterSettings { ConnectionString = database }),
        };
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Microsoft.Extensions.Options.Options.Create(new ClusterOptions { ClusterId = "replaygraph", ServiceId = "replaygraph" }),
            Microsoft.Extensions.Options.Options.Create(options),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(true);
        return (table, database);
    }
}
