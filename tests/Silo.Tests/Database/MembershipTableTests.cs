using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tests.Programs;

namespace ReplayGraph.Silo.Tests.Database;

/// <summary>Orleans' own membership over our tables.</summary>
[Collection(PostgresTests.Name)]
public sealed class MembershipTableTests(PostgresFixture postgres)
{
    private static readonly DateTime _now = new(2026, 11, 20, 10, 0, 0, 123, DateTimeKind.Utc);

    [Fact]
    public async Task OfTwoChangesAtOnceOneLosesAndChangesNothing()
    {
        AdoNetClusteringTable table = await OpenAsync();
        MembershipTableData empty = await table.ReadAll();
        Assert.Empty(empty.Members);
        Assert.True(await table.InsertRow(Entry(1), empty.Version.Next()));
        Assert.False(await table.InsertRow(Entry(2), empty.Version.Next()));
        MembershipTableData one = await table.ReadAll();
        Assert.Equal((1, 1), (one.Members.Count, one.Version.Version));
        Assert.False(await table.InsertRow(Entry(1), one.Version.Next()));
        Assert.Equal(one.Version, (await table.ReadAll()).Version);

        MembershipEntry suspect = Entry(1);
        suspect.Status = SiloStatus.Active;
        suspect.AddSuspector(Entry(9).SiloAddress, _now);
        Assert.False(await table.UpdateRow(suspect, "", empty.Version.Next()));
        Assert.True(await table.UpdateRow(suspect, "", one.Version.Next()));
        Assert.False(await table.UpdateRow(Entry(7), "", (await table.ReadAll()).Version.Next()));
        MembershipEntry read = Assert.Single((await table.ReadRow(suspect.SiloAddress)).Members).Item1;
        Assert.Equal(
            (SiloStatus.Active, "silo", "host", 30000, _now, Entry(9).SiloAddress),
            (read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime, Assert.Single(read.SuspectTimes).Item1));
        Assert.Empty((await table.ReadRow(Entry(3).SiloAddress)).Members);
    }

    [Fact]
    public async Task ForgetsTheDeadAndNobodyElse()
    {
        AdoNetClusteringTable table = await OpenAsync();
        foreach ((int generation, SiloStatus status) in ((int, SiloStatus)[])[(1, SiloStatus.Dead), (2, SiloStatus.Active)])
        {
            MembershipEntry entry = Entry(generation);
            entry.Status = status;
            Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));
        }

        await table.CleanupDefunctSiloEntries(_now.AddMinutes(-1));
        Assert.Equal(2, (await table.ReadAll()).Members.Count);
        await table.CleanupDefunctSiloEntries(_now.AddMinutes(1));
        Assert.Equal(2, Assert.Single((await table.ReadAll()).Members).Item1.SiloAddress.Generation);

        MembershipEntry alive = Entry(2);
        alive.IAmAliveTime = _now.AddHours(1);
        await table.UpdateIAmAlive(alive);
        Assert.Equal(_now.AddHours(1), Assert.Single((await table.ReadAll()).Members).Item1.IAmAliveTime);
        await table.DeleteMembershipTableEntries("replaygraph");
        await table.InitializeMembershipTable(true);
        Assert.Equal(0, (await table.ReadAll()).Version.Version);
    }

    private static MembershipEntry Entry(int generation) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), generation),
        SiloName = "silo",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 30000,
        StartTime = _now,
        IAmAliveTime = _now,
    };

    private async Task<AdoNetClusteringTable> OpenAsync()
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
        await table.InitializeMembershipTable(true);
        return table;
    }
}
