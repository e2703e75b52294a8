using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Members;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>A silo that was declared dead holds no lease and commits nothing.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class MemberTests(Databases databases)
{
    private static readonly Member _silo = new("replaygraph", "10.0.0.1", 11111, 7);

    private const string Join = """
        INSERT INTO replaygraph.clusters (cluster_id) VALUES ('replaygraph') ON CONFLICT DO NOTHING;
        INSERT INTO replaygraph.silos (
            cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
        VALUES ('replaygraph', '10.0.0.1', 11111, 7, 'silo', 'host', 3, 30000, now(), now())
        """;

    private const string Die = "UPDATE replaygraph.silos SET status = 6 WHERE generation = 7";

    [Fact]
    public async Task Lease_IsHeldByMembersOnly_AndTimedFromBeforeTheRequest()
    {
        PostgresOptions options = await databases.CreateAsync();
        var clock = new FakeTimeProvider();
        await using var lease = new MemberLease(options.ConnectionString, _silo, clock);
        Assert.False(lease.IsHeld);
        Assert.False(await lease.RenewAsync());
        Assert.False(lease.IsHeld);

        await ExecuteAsync(options, Join);
        Assert.True(await lease.RenewAsync());
        Assert.True(lease.IsHeld);
        clock.Advance((MemberLease.Length * 0.9) - TimeSpan.FromTicks(1));
        Assert.True(lease.IsHeld);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(lease.IsHeld);
        Assert.True(await lease.RenewAsync());
        Assert.True(lease.IsHeld);
    }

    [Fact]
    public async Task Dead_OnlyAfterTheLeaseExpires_AndNeverRenewed()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var lease = new MemberLease(options.ConnectionString, _silo, TimeProvider.System);
        Assert.True(await lease.RenewAsync());

        await ExecuteAsync(options, Die);

        Assert.False(lease.IsHeld);
        Assert.False(await lease.RenewAsync());
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public async Task Dead_AtOnceAfterTheLeaseWasReleased()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var lease = new MemberLease(options.ConnectionString, _silo, TimeProvider.System);
        Assert.True(await lease.RenewAsync());
        await lease.ReleaseAsync();
        Assert.False(lease.IsHeld);

        long begun = Stopwatch.GetTimestamp();
        await ExecuteAsync(options, Die);

        Assert.True(Stopwatch.GetElapsedTime(begun) < MemberLease.Length / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Write_OfADeadSilo_IsRejected(int writes)
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var store = new PostgresStore(options with { Writer = _silo });
        Assert.All(await store.AppendAsync(Writes(writes, new(0, 1))), version => Assert.NotNull(version));

        await ExecuteAsync(options, Die);

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => store.AppendAsync(Writes(writes, new(1, 1))).AsTask());
        Assert.True(failure.IsTransient);
        Assert.Contains("was declared dead", failure.Message, StringComparison.Ordinal);
        Assert.Single((await Sample.LoadAsync(store, Sample.Trace(1))).Entries);
    }

    [Fact]
    public async Task Commit_ThatHangsWhileItsSiloIsDeclaredDead_IsRolledBack()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction hanging = await connection.BeginTransactionAsync();
        await using (var demand = new NpgsqlCommand("SELECT replaygraph.demand_member('replaygraph', '10.0.0.1', 11111, 7)", connection))
        {
            await demand.ExecuteNonQueryAsync();
        }

        await ExecuteAsync(options, Die);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => hanging.CommitAsync());
    }

    private static NodeWrite[] Writes(int count, NodeVersion read) =>
        [.. Enumerable.Range(1, count).Select(number => Sample.Write(Sample.Trace((ulong)number), read, 1))];

    private static async Task ExecuteAsync(PostgresOptions options, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
