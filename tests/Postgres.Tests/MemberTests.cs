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

    [Fact]
    public async Task Fresh_ShorterThanHeld_AndAwaited()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        var clock = new FakeTimeProvider();
        await using var lease = new MemberLease(options.ConnectionString, _silo, clock);
        Assert.True(await lease.RenewAsync());
        Assert.True(lease.IsFresh);
        await lease.WaitUntilFreshAsync();

        clock.Advance(MemberLease.FreshLength * 0.9);
        Assert.False(lease.IsFresh);
        Assert.True(lease.IsHeld);
        Task waiting = lease.WaitUntilFreshAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.True(await lease.RenewAsync());
        await waiting;

        clock.Advance(MemberLease.FreshLength);
        Task late = lease.WaitUntilFreshAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => late)).IsTransient);
    }

    [Fact]
    public async Task Revoked_UntilTheFreshLeaseEnds_AndReportedOnceWithTheNextRenewal()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var revocations = new MemberRevocations(options.ConnectionString);
        int revoked = 0;
        await using var lease = new MemberLease(options.ConnectionString, _silo, TimeProvider.System) { Revoked = () => revoked++ };
        Assert.True(await lease.RenewAsync());
        Assert.Equal(1, revoked);

        TimeSpan? first = await revocations.RevokeAsync(_silo), second = await revocations.RevokeAsync(_silo);
        Assert.InRange(first!.Value, TimeSpan.FromTicks(1), MemberLease.FreshLength);
        Assert.InRange(second!.Value, TimeSpan.Zero, first.Value);

        Assert.True(await lease.RenewAsync());
        Assert.Equal(2, revoked);
        Assert.True(await lease.RenewAsync());
        Assert.Equal(2, revoked);

        // One that comes after a renewal is another one, though the silo has just cleared its cache.
        await revocations.RevokeAsync(_silo);
        Assert.True(await lease.RenewAsync());
        Assert.Equal(3, revoked);

        await lease.ReleaseAsync();
        Assert.Equal(TimeSpan.Zero, await revocations.RevokeAsync(_silo));
    }

    [Fact]
    public async Task Revocation_WhoseRenewalWasLost_IsReportedWithTheNext()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var revocations = new MemberRevocations(options.ConnectionString);
        int revoked = 0;
        await using var lease = new MemberLease(options.ConnectionString, _silo, TimeProvider.System) { Revoked = () => revoked++ };
        Assert.True(await lease.RenewAsync());

        await revocations.RevokeAsync(_silo);
        await ExecuteAsync(options, "SELECT replaygraph.renew_lease('replaygraph', '10.0.0.1', 11111, 7, '3 s', '1 s')");
        Assert.True(await lease.RenewAsync());

        Assert.Equal(2, revoked);
    }

    [Fact]
    public async Task SiloOfAnEarlierVersion_OrDead_CannotBeRevoked()
    {
        PostgresOptions options = await databases.CreateAsync();
        await ExecuteAsync(options, Join);
        await using var revocations = new MemberRevocations(options.ConnectionString);
        await ExecuteAsync(options, "SELECT replaygraph.renew_lease('replaygraph', '10.0.0.1', 11111, 7, '1 s'::interval)");
        Assert.Null(await revocations.RevokeAsync(_silo));

        await ExecuteAsync(options, "SELECT replaygraph.renew_lease('replaygraph', '10.0.0.1', 11111, 7, '0 s', '1 s')");
        Assert.NotNull(await revocations.RevokeAsync(_silo));
        await ExecuteAsync(options, Die);
        Assert.Null(await revocations.RevokeAsync(_silo));
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
