using System.Collections.Concurrent;
using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>
/// Connections break and servers stop: acknowledged writes are kept, others are reported, and the store recovers on its own.
/// </summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class LossTests(Databases databases)
{
    [Fact]
    public async Task Read_AfterConnectionsBroke()
    {
        PostgresOptions options = await databases.CreateAsync();
        await using var store = new PostgresStore(options);
        await Sample.AppendAsync(store, Sample.Trace(1), [1], [new(1)]);
        Assert.Single((await Sample.LoadAsync(store, Sample.Trace(1))).Entries);

        await TerminateAsync(options);

        Assert.Single((await Sample.LoadAsync(store, Sample.Trace(1))).Entries);
        await TerminateAsync(options);
        Assert.Single(await store.PlacesAsync(Sample.Acme, [new(1)]));
    }

    [Fact]
    public async Task Write_WhileConnectionsBreak()
    {
        PostgresOptions options = await databases.CreateAsync();
        await using var store = new PostgresStore(options);

        Outcome outcome = await WriteWhileAsync(store, async acknowledged =>
        {
            for (int i = 0; i < 5; i++)
            {
                await acknowledged(20);
                await TerminateAsync(options);
            }

            await acknowledged(20);
        });

        await AssertKeptAsync(store, outcome);
        Assert.All(outcome.Failures, failure => Assert.True(failure.IsTransient));
    }

    [Fact]
    public async Task Write_WhileServerStopsAndStarts()
    {
        if (!databases.Server.IsOwn)
        {
            return;
        }

        PostgresOptions options = await databases.CreateAsync();
        var at = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        await using var store = new PostgresStore(options);

        Outcome outcome = await WriteWhileAsync(store, async acknowledged =>
        {
            for (int i = 0; i < 2; i++)
            {
                await acknowledged(20);
                await databases.Server.StopAsync();
                GraphException failure = await Assert.ThrowsAsync<GraphException>(() => store.LoadAsync([Sample.Trace(1)]).AsTask());
                Assert.True(failure.IsTransient);
                Assert.Contains($"PostgreSQL at 127.0.0.1:{at.Port}/{at.Database}: load: ", failure.Message);
                Assert.DoesNotContain(at.Password!, failure.ToString());
                await databases.Server.StartAgainAsync();
            }

            await acknowledged(20);
        });

        await AssertKeptAsync(store, outcome);
        Assert.NotEmpty(outcome.Failures);
        Assert.All(outcome.Failures, failure => Assert.True(failure.IsTransient));
    }

    [Fact]
    public async Task NoSchema_IsTransient_AndRecovers()
    {
        await using var store = new PostgresStore(new() { ConnectionString = await databases.Server.CreateDatabaseAsync() });
        NodeWrite write = Sample.Write(Sample.Trace(1), new(0, 1), 1);

        Assert.True((await Assert.ThrowsAsync<GraphException>(() => store.AppendAsync(write).AsTask())).IsTransient);
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => store.LoadAsync([write.Node]).AsTask())).IsTransient);
        await store.MigrateAsync();

        Assert.NotNull(await store.AppendAsync(write));
    }

    [Fact]
    public async Task UnreachableServer_IsTransient()
    {
        const string nowhere = "Host=127.0.0.1;Port=1;Username=u;Password=secret;Database=d";
        await using var store = new PostgresStore(new() { ConnectionString = nowhere });

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => store.VersionAsync(Sample.Trace(1)).AsTask());

        Assert.True(failure.IsTransient);
        Assert.StartsWith("PostgreSQL at 127.0.0.1:1/d: version: ", failure.Message);
        Assert.DoesNotContain("secret", failure.ToString());
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => store.MigrateAsync())).IsTransient);
    }

    [Fact]
    public async Task Disposed_Throws()
    {
        var store = new PostgresStore(await databases.CreateAsync());
        await store.DisposeAsync();

        Assert.True((await Assert.ThrowsAsync<GraphException>(() => store.LoadAsync([Sample.Trace(1)]).AsTask())).IsTransient);
    }

    // Each writer appends to its own node and records acknowledgements and failures until the disturbance is over.
    private static async Task<Outcome> WriteWhileAsync(PostgresStore store, Func<Func<int, Task>, Task> disturb)
    {
        var outcome = new Outcome();
        using var stop = new CancellationTokenSource();
        Task[] writers = [.. Enumerable.Range(1, 4).Select(writer => Task.Run(() => WriteAsync(store, (byte)writer, outcome, stop.Token)))];
        try
        {
            await disturb(outcome.WaitForAsync).WaitAsync(TimeSpan.FromMinutes(2));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        return outcome;
    }

    private static async Task WriteAsync(PostgresStore store, byte writer, Outcome outcome, CancellationToken stop)
    {
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            byte[] entry = [writer, .. BitConverter.GetBytes(i)];
            try
            {
                await Sample.AppendAsync(store, Sample.Trace(writer), entry);
                outcome.Acknowledge(entry);
            }
            catch (GraphException failure)
            {
                outcome.Failures.Add(failure);
            }
        }
    }

    private static async Task AssertKeptAsync(PostgresStore store, Outcome outcome)
    {
        NodeId[] nodes = [.. Enumerable.Range(1, 4).Select(writer => Sample.Trace((ulong)writer))];
        List<string> kept = [.. (await store.LoadAsync(nodes)).SelectMany(log => log.Entries).Select(Convert.ToHexString)];

        Assert.Empty(outcome.Acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct().Count());
    }

    private static async Task TerminateAsync(PostgresOptions options)
    {
        var own = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Outcome
    {
        private readonly Lock _lock = new();
        private readonly List<(int At, TaskCompletionSource Reached)> _waiting = [];

        internal ConcurrentBag<GraphException> Failures { get; } = [];

        internal List<string> Acknowledged { get; } = [];

        internal void Acknowledge(byte[] entry)
        {
            lock (_lock)
            {
                Acknowledged.Add(Convert.ToHexString(entry));
                _waiting.FindAll(one => one.At <= Acknowledged.Count).ForEach(one => one.Reached.TrySetResult());
            }
        }

        // Waits for that many more acknowledgements.
        internal Task WaitForAsync(int more)
        {
            lock (_lock)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((Acknowledged.Count + more, reached));
                return reached.Task;
            }
        }
    }
}
