using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres.Telemetry;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Concurrent calls are grouped; each still succeeds or fails on its own.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class GroupTests(Databases databases)
{
    [Fact]
    public async Task Append_ManyAtOnce_FewCommits()
    {
        const int writes = 2_000;
        PostgresOptions options = await databases.CreateAsync();
        await using var store = new PostgresStore(options);
        await Sample.AppendAsync(store, Sample.Trace(writes), [1]);
        using var meters = new Meters();
        long before = await CommitsAsync(options);

        NodeVersion?[] written = await Task.WhenAll(
            Enumerable.Range(0, writes).Select(i => store.AppendAsync(Sample.Write(Sample.Trace((ulong)i), new(0, 1), 1)).AsTask()));

        Assert.DoesNotContain(null, written);
        Assert.InRange(await CommitsAsync(options) - before, 1, writes / 10);
        Assert.Equal(writes, meters.Sum("replaygraph.postgres.commit.writes"));
        Assert.Equal(0, meters.Sum("replaygraph.postgres.conflicts"));
    }

    [Fact]
    public async Task Append_GroupWithConflicts_EachHasItsOutcome()
    {
        await using var store = new PostgresStore(await databases.CreateAsync() with { Commits = 1 });
        for (ulong i = 0; i < 100; i += 3)
        {
            await Sample.AppendAsync(store, Sample.Trace(i), [1], [new(1)]);
        }

        using var meters = new Meters();
        NodeVersion?[] written = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => store.AppendAsync(
            Sample.Write(Sample.Trace((ulong)i), new(0, 1), 2) with { Events = [new((UInt128)(1000 + i))] }).AsTask()));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 3 != 0), written.Select(version => version is not null));
        EventId[] events = [.. Enumerable.Range(1000, 100).Select(i => new EventId((UInt128)i))];
        Assert.Equal(66, (await store.PlacesAsync(Sample.Acme, events)).Count);
        Assert.Equal(34, meters.Sum("replaygraph.postgres.conflicts"));
        IReadOnlyList<NodeLog> logs = await store.LoadAsync([.. Enumerable.Range(0, 100).Select(i => Sample.Trace((ulong)i))]);
        Assert.All(logs, log => Assert.Single(log.Entries));
    }

    // Entries that just fit a buffer of COPY, that do not, and that are larger than it.
    [Fact]
    public async Task Append_LargeAndSmallInACopy_AllAsWritten()
    {
        await using var store = new PostgresStore(await databases.CreateAsync());
        int[] sizes = [0, 1, 200, 20_000, 65_000, 65_280, 65_535, 65_536, 65_537, 300_000];
        NodeWrite[] writes = [.. Enumerable.Range(0, 100).Select(i => Sample.Write(
            Sample.Trace((ulong)i + 1), new(0, 1), Sample.Bytes(sizes[i % sizes.Length])) with { Events = [new((UInt128)(1000 - i))] })];
        using var meters = new Meters();

        Assert.DoesNotContain(null, await store.AppendAsync(writes));

        IReadOnlyList<NodeLog> logs = await store.LoadAsync([.. writes.Select(write => write.Node)]);
        Assert.Equal(writes.Select(write => write.Entry), logs.Select(log => Assert.Single(log.Entries)));
        IReadOnlyList<EventPlace> places = await store.PlacesAsync(Sample.Acme, [.. writes.SelectMany(write => write.Events)]);
        Assert.Equal(
            writes.Select(write => new EventPlace(write.Events[0], write.Node)).ToHashSet(), places.ToHashSet());
        Assert.Equal(0, meters.Sum("replaygraph.postgres.conflicts"));
    }

    [Fact]
    public async Task Append_SameNodeTwiceInAGroup_OneWins()
    {
        await using var store = new PostgresStore(await databases.CreateAsync() with { Commits = 1 });
        NodeVersion read = await store.VersionAsync(Sample.Replay(7));
        NodeWrite[] writes = [.. Enumerable.Range(1, 5).Select(i =>
            Sample.Write(Sample.Replay(7), read, (byte)i) with { Replay = Sample.Row(7, 1, segments: i) })];

        NodeVersion?[] written = await Task.WhenAll(writes.Select(write => store.AppendAsync(write).AsTask()));

        int won = Array.FindIndex(written, version => version is not null);
        Assert.Single(written, version => version is not null);
        Assert.Equal([[(byte)(won + 1)]], (await Sample.LoadAsync(store, Sample.Replay(7))).Entries);
        Assert.Equal(won + 1, Assert.Single(await store.ReplaysAsync(Sample.Acme, [new(7)])).ToSummary().Segments);
    }

    [Fact]
    public async Task Append_TwoStores_NothingIsLost()
    {
        const int each = 60;
        PostgresOptions options = await databases.CreateAsync();
        await using PostgresStore one = new(options), two = new(options);
        NodeId[] nodes = [Sample.Trace(1), Sample.Trace(2), Sample.Replay(3), NodeId.Of(Sample.Acme)];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await Sample.AppendAsync(writer % 2 == 0 ? one : two, nodes[(writer + i) % nodes.Length], [(byte)writer, (byte)i]);
            }
        })));

        IReadOnlyList<NodeLog> logs = await one.LoadAsync(nodes);
        List<(byte, byte)> entries = [.. logs.SelectMany(log => log.Entries).Select(entry => (entry[0], entry[1]))];
        Assert.Equal(8 * each, entries.Count);
        Assert.Equal(8 * each, entries.Distinct().Count());
        Assert.Equal(logs.Select(log => log.Version), (await two.LoadAsync(nodes)).Select(log => log.Version));
    }

    [Fact]
    public async Task Append_Rejected()
    {
        await using var store = new PostgresStore(await databases.CreateAsync());
        NodeVersion read = await store.VersionAsync(Sample.Trace(1));

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AppendAsync(new NodeWrite(Sample.Trace(1), read, new byte[NodeWrite.MaxEntryBytes + 1], Sample.Expiry)).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AppendAsync(Sample.Write(Sample.Trace(1), read) with { IsKept = true }).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AppendAsync(Sample.Write(Sample.Replay(1), read) with { Replay = Sample.Row(2, 1, 1) }).AsTask());
    }

    [Fact]
    public async Task Cancel_QueuedWrite_IsNotWritten()
    {
        PostgresOptions options = await databases.CreateAsync() with { Commits = 1 };
        await using var store = new PostgresStore(options);
        await Sample.AppendAsync(store, Sample.Trace(1), [1]);
        await using var hold = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlConnection connection = await hold.OpenConnectionAsync();
        NpgsqlTransaction holding = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand(Periods.Period.LockExclusive, connection);
        await locking.ExecuteNonQueryAsync();
        using var cancel = new CancellationTokenSource();

        Task<NodeVersion?> underWay = store.AppendAsync(Sample.Write(Sample.Trace(2), new(0, 1), 1), cancel.Token).AsTask();
        await WaitForCommitAsync(options);
        Task<NodeVersion?> waits = store.AppendAsync(Sample.Write(Sample.Trace(3), new(0, 1), 1), cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.False(underWay.IsCompleted);
        await holding.RollbackAsync();
        Assert.NotNull(await underWay);
        Assert.Equal([1, 0], (await store.LoadAsync([Sample.Trace(2), Sample.Trace(3)])).Select(log => log.Entries.Count));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LoadAsync([Sample.Trace(2)], 0, cancel.Token).AsTask());
    }

    [Fact]
    public async Task Append_WhenFull_Waits()
    {
        await using var store = new PostgresStore(await databases.CreateAsync() with { WaitingBytes = 10_000, GroupBytes = 5_000 });

        NodeVersion?[] written = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            store.AppendAsync(Sample.Write(Sample.Trace((ulong)i), new(0, 1), Sample.Bytes(i * 100))).AsTask()));

        Assert.DoesNotContain(null, written);
    }

    [Fact]
    public async Task Spans_LinkTheirCallers()
    {
        var spans = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        using var source = new ActivitySource(nameof(GroupTests));
        using var listener = new ActivityListener
        {
            ShouldListenTo = from => from.Name is PostgresTraces.SourceName or nameof(GroupTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        await using var store = new PostgresStore(await databases.CreateAsync());
        ActivitySource.AddActivityListener(listener);

        using (Activity caller = source.StartActivity("caller")!)
        {
            await Sample.AppendAsync(store, Sample.Trace(1), [1]);
            await Sample.LoadAsync(store, Sample.Trace(1));
            Assert.All(
                spans.Where(span => span.OperationName is "commit" or "load"),
                span => Assert.Equal(caller.Context, Assert.Single(span.Links).Context));
        }

        Assert.Superset(new HashSet<string> { "commit", "load" }, spans.Select(span => span.OperationName).ToHashSet());
    }

    // Waits until a commit is blocked by the lock.
    private static async Task WaitForCommitAsync(PostgresOptions options)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlCommand waiting = source.CreateCommand(
            "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()");
        while ((long)(await waiting.ExecuteScalarAsync())! == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task<long> CommitsAsync(PostgresOptions options)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand("SELECT count(DISTINCT xmin::text) FROM replaygraph.node_log");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _sums = [];

        internal Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == PostgresMeters.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value) => _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);

        internal long Sum(string instrument) => _sums.GetValueOrDefault(instrument);
    }
}
