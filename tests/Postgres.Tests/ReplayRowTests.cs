using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Postgres.Writing;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Rows of replays are replaced in place, and swept once they have expired.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class ReplayRowTests(Databases databases) : IAsyncLifetime
{
    // Expires at 10:00, and is swept a day after the end of that day.
    private static readonly Timestamp _expiry = Sample.Now.Plus(TimeSpan.FromDays(5));
    private static readonly Timestamp _swept = Timestamp.From(new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));

    private string _database = null!;
    private PostgresStore _store = null!;

    public async Task InitializeAsync()
    {
        PostgresOptions options = await databases.CreateAsync();
        _database = options.ConnectionString;
        // Days are those of UTC, whatever the session's time zone.
        _store = new(options with { ConnectionString = $"{_database};Timezone=Pacific/Kiritimati" });
        await _store.SweepAsync(Sample.Now);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Updates_AreHot()
    {
        const int replays = 500, segments = 20;
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        Random random = new(1);
        for (int segment = 1; segment <= segments; segment++)
        {
            Row[] rows = [.. Enumerable.Range(1, replays).Select(id => RowOf((ulong)id, segment))];
            random.Shuffle(rows);
            foreach (Row[] some in rows.Chunk(50))
            {
                await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Inserts.Replays(some)! } };
                await batch.ExecuteNonQueryAsync();
            }
        }

        (long updates, long hot) = await CountAsync(connection);
        Assert.Equal(replays * (segments - 1), updates);
        Assert.InRange(hot, updates * 0.7, updates);
    }

    [Fact]
    public async Task Sweep_DeletesRows_ADayAfterTheEndOfTheDayInWhichTheyExpire()
    {
        await WriteAsync(7, 1, _expiry);
        await WriteAsync(8, 1, new Timestamp(long.MaxValue));
        await WriteAsync(9, 1, Sample.Now.Plus(TimeSpan.FromDays(500)));

        Assert.Equal(0, await _store.SweepAsync(_swept.Plus(TimeSpan.FromMinutes(-1))));
        Assert.Equal(1, await _store.SweepAsync(_swept));
        Assert.Equal([8ul, 9ul], await RowsAsync());
        // A replay of which only the id is known expires with what refers to it.
        Assert.Equal(1, await _store.SweepAsync(Sample.Expiry.Plus(TimeSpan.FromDays(2))));
        Assert.Equal([9ul], await RowsAsync());
    }

    [Fact]
    public async Task Sweep_OfRowsAtMidnight()
    {
        Timestamp midnight = _swept.Plus(-TimeSpan.FromDays(2));
        await WriteAsync(7, 1, midnight.Plus(TimeSpan.FromMilliseconds(-1)));
        await WriteAsync(8, 1, midnight);

        Assert.Equal(0, await _store.SweepAsync(midnight.Plus(TimeSpan.FromDays(1)).Plus(TimeSpan.FromMilliseconds(-1))));
        Assert.Equal(1, await _store.SweepAsync(midnight.Plus(TimeSpan.FromDays(1))));
        Assert.Equal([8ul], await RowsAsync());
        Assert.Equal(1, await _store.SweepAsync(_swept));
    }

    [Fact]
    public async Task Sweep_AfterUpdates_FollowsTheLatestExpiry()
    {
        await WriteAsync(7, 1, _expiry);
        await WriteAsync(7, 2, _expiry.Plus(TimeSpan.FromDays(3)));
        await WriteAsync(8, 1, _expiry.Plus(TimeSpan.FromDays(3)));
        await WriteAsync(8, 2, _expiry);

        Assert.Equal(1, await _store.SweepAsync(_swept));
        Assert.Equal([7ul], await RowsAsync());
        Assert.Equal(0, await _store.SweepAsync(_swept.Plus(TimeSpan.FromDays(3)).Plus(TimeSpan.FromMinutes(-1))));
        Assert.Equal(1, await _store.SweepAsync(_swept.Plus(TimeSpan.FromDays(3))));
    }

    // A program before migration 0012 sweeps by the expiry itself, a day after it.
    [Fact]
    public async Task Sweep_OfAnOlderProgram()
    {
        await WriteAsync(7, 1, _expiry);
        await WriteAsync(8, 1, _expiry.Plus(TimeSpan.FromMinutes(1)));

        await Schema.ExecuteAsync(_database, $"""
            DELETE FROM replaygraph.replay_rows WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM replaygraph.replay_rows WHERE expires_at <= '{_expiry}' ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED))
            """);

        Assert.Equal([8ul], await RowsAsync());
    }

    private static Row RowOf(ulong id, int segment)
    {
        ReplayRow row = ReplayRow.Of(new(id), segment, new()
        {
            Fate = Fate.Live,
            Segments = segment,
            StartedAt = Sample.Now,
            ExpiresAt = _expiry.Plus(TimeSpan.FromSeconds(segment * 5)),
        });
        return new(new NodeWrite(Sample.Replay(id), new(segment - 1, 1), [1], Sample.Expiry) { Replay = row }) { Organization = 1 };
    }

    // After what the session counted has reached the server.
    private static async Task<(long Updates, long Hot)> CountAsync(NpgsqlConnection connection)
    {
        await using (var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection))
        {
            await flush.ExecuteNonQueryAsync();
        }

        await using var read = new NpgsqlCommand(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relid = 'replaygraph.replay_rows'::regclass", connection);
        await using NpgsqlDataReader reader = await read.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task WriteAsync(ulong id, int version, Timestamp expiresAt)
    {
        NodeVersion read = await _store.VersionAsync(Sample.Replay(id));
        await _store.AppendAsync(Sample.Write(Sample.Replay(id), read, 1) with { Replay = Sample.Row(id, version, 1, expiresAt) });
    }

    private async Task<List<ulong>> RowsAsync() =>
        [.. (await _store.ReplaysAsync(Sample.Acme, [new(7), new(8), new(9)])).Select(row => (ulong)row.Id.Value).Order()];
}
