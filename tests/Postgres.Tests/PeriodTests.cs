using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Periods start, versions hold across them, and expired data is dropped by whole periods.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class PeriodTests(Databases databases) : IAsyncLifetime
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly NodeId _node = Sample.Trace(1), _kept = NodeId.Of(Sample.Acme);

    private PostgresOptions _options = null!;
    private PostgresStore _store = null!, _other = null!;

    public async Task InitializeAsync()
    {
        _options = (await databases.CreateAsync()) with { PeriodLength = 10 * _day };
        (_store, _other) = (new(_options), new(_options));
        await _store.SweepAsync(Sample.Now);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Starts_WhenTheLatestIsLongEnough()
    {
        await Sample.AppendAsync(_store, _node, [1]);
        await _store.SweepAsync(Sample.Now.Plus(9 * _day));
        Assert.Equal([0, 1], await PeriodsAsync());

        await Task.WhenAll(
            _store.SweepAsync(Sample.Now.Plus(10 * _day)).AsTask(), _other.SweepAsync(Sample.Now.Plus(10 * _day)).AsTask());
        Assert.Equal([0, 1, 2], await PeriodsAsync());

        await _store.SweepAsync(Sample.Now.Plus(10 * _day));
        Assert.Equal([0, 1, 2], await PeriodsAsync());
        // Nothing was written in the second period, so it is dropped when it ends.
        await _store.SweepAsync(Sample.Now.Plus(20 * _day));
        Assert.Equal([0, 1, 3], await PeriodsAsync());
    }

    [Fact]
    public async Task Append_ReadInAnEarlierPeriod_Conflicts()
    {
        NodeVersion first = await Sample.AppendAsync(_store, _node, [1], [new(1)]);
        await NextAsync(10);

        Assert.Null(await _store.AppendAsync(Sample.Write(_node, first, 2) with { Events = [new(2)] }));
        Assert.Equal([true], await _store.HaveLogsAsync([_node]));
        NodeVersion read = await _store.VersionAsync(_node);
        NodeVersion? second = await _store.AppendAsync(Sample.Write(_node, read, 2));

        Assert.Equal(first.Period + 1, second?.Period);
        Assert.True(second?.Number > first.Number);
        NodeLog log = await Sample.LoadAsync(_store, _node);
        Assert.Equal([[1], [2]], log.Entries);
        Assert.Equal(second, log.Version);
        Assert.Empty(await _store.PlacesAsync(Sample.Acme, [new(2)]));
    }

    [Fact]
    public async Task Append_TwoInOneLaterPeriod_OneConflicts()
    {
        await Sample.AppendAsync(_store, _node, [1]);
        await NextAsync(10);
        NodeVersion one = (await Sample.LoadAsync(_store, _node)).Version, two = await _other.VersionAsync(_node);
        Assert.Equal(one, two);

        NodeVersion?[] written = await Task.WhenAll(
            _store.AppendAsync(Sample.Write(_node, one, 2)).AsTask(), _other.AppendAsync(Sample.Write(_node, two, 3)).AsTask());

        Assert.Single(written, version => version is null);
        Assert.Equal(2, (await Sample.LoadAsync(_store, _node)).Entries.Count);
    }

    [Fact]
    public async Task Append_OfPermanentNode_HasOnePeriod()
    {
        NodeVersion first = await Sample.AppendAsync(_store, _kept, [1]);
        await NextAsync(10);

        NodeVersion? second = await _store.AppendAsync(Sample.Write(_kept, first, 2));

        Assert.Equal(first with { Number = 2 }, second);
        Assert.Null(await _other.AppendAsync(Sample.Write(_kept, first, 3)));
    }

    [Fact]
    public async Task Append_Many_SomeOfAnEarlierPeriod()
    {
        NodeVersion old = await _store.VersionAsync(_node), kept = await _store.VersionAsync(_kept);
        await NextAsync(10);
        NodeVersion now = await _store.VersionAsync(Sample.Trace(2));
        NodeWrite[] writes = [Sample.Write(_node, old, 1), Sample.Write(Sample.Trace(2), now, 1), Sample.Write(_kept, kept, 1)];

        NodeVersion?[] written = await Task.WhenAll(writes.Select(write => _store.AppendAsync(write).AsTask()));

        Assert.Equal([false, true, true], written.Select(version => version is not null));
        Assert.Equal([0, 1, 1], (await _store.LoadAsync([_node, Sample.Trace(2), _kept])).Select(log => log.Entries.Count));
    }

    [Fact]
    public async Task Sweep_DropsOnlyExpiredPeriods()
    {
        await Sample.AppendAsync(_store, _node, [1], [new(1)]);
        await Sample.AppendAsync(_store, _kept, [1]);
        await NextAsync(10);
        await Sample.AppendAsync(_store, _node, [2], [new(2)]);
        NodeVersion long1 = await _store.VersionAsync(Sample.Trace(2));
        await _store.AppendAsync(Sample.Write(Sample.Trace(2), long1, 3) with { ExpiresAt = Sample.Now.Plus(200 * _day) });

        await _store.SweepAsync(Sample.Expiry.Plus(-_day));
        Assert.Contains(1, await PeriodsAsync());
        await _store.SweepAsync(Sample.Expiry.Plus(_day));

        Assert.DoesNotContain(1, await PeriodsAsync());
        Assert.Equal([[2]], (await Sample.LoadAsync(_store, _node)).Entries);
        Assert.Equal(new EventId(2), Assert.Single(await _store.PlacesAsync(Sample.Acme, [new(1), new(2)])).Event);
        Assert.Single((await Sample.LoadAsync(_store, _kept)).Entries);
        await _store.SweepAsync(Sample.Now.Plus(202 * _day));
        Assert.Empty((await Sample.LoadAsync(_store, _node)).Entries);
        Assert.Single((await Sample.LoadAsync(_store, _kept)).Entries);
    }

    [Fact]
    public async Task Sweep_OfAWholeNode_StaleReadersConflict()
    {
        NodeVersion remembered = await Sample.AppendAsync(_store, _node, [1]);
        await NextAsync(10);
        NodeVersion alsoRemembered = await _store.VersionAsync(_node);
        await _store.SweepAsync(Sample.Expiry.Plus(_day));

        Assert.Null(await _store.AppendAsync(Sample.Write(_node, remembered, 2)));
        Assert.Null(await _store.AppendAsync(Sample.Write(_node, alsoRemembered, 2)));
        NodeVersion later = await Sample.AppendAsync(_other, _node, [3]);

        // A reader that knows the first entry, and continues from there, misses nothing.
        Assert.True(later.Number > alsoRemembered.Number);
        Assert.Equal([[3]], (await _store.LoadAsync([_node], remembered.Number))[0].Entries);
        Assert.Equal(later, (await _store.LoadAsync([_node], remembered.Number))[0].Version);
    }

    [Fact]
    public async Task Sweep_DeletesTitles_ADayAfterTheyExpire()
    {
        var title = new IssueTitle(new(1), new(1), 0, Sample.Now.EndOfDay, "a");
        await _store.RecordTitlesAsync(Sample.Acme, [new(title, Sample.Now.Plus(5 * _day))]);
        await _store.SweepAsync(Sample.Now.Plus(6 * _day + TimeSpan.FromMinutes(-1)));
        Assert.Equal([title], await _store.TitlesAsync(Sample.Acme, [new(1)]));
        await _store.SweepAsync(Sample.Now.Plus(6 * _day));
        Assert.Empty(await _store.TitlesAsync(Sample.Acme, [new(1)]));
    }

    private async Task NextAsync(int days)
    {
        int before = (await PeriodsAsync()).Max();
        await _store.SweepAsync(Sample.Now.Plus(days * _day));
        Assert.Equal(before + 1, (await PeriodsAsync()).Max());
    }

    private async Task<List<int>> PeriodsAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_options.ConnectionString);
        await using Npgsql.NpgsqlCommand command = source.CreateCommand(
            """
            SELECT number FROM replaygraph.periods WHERE to_regclass('replaygraph.node_log_' || number) IS NOT NULL
            AND to_regclass('replaygraph.event_places_' || number) IS NOT NULL ORDER BY number
            """);
        await using Npgsql.NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<int> numbers = [];
        while (await reader.ReadAsync())
        {
            numbers.Add(reader.GetInt32(0));
        }

        return numbers;
    }
}
