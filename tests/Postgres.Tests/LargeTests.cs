using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Store;
using ReplayGraph.StorePromises;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Many rows at once come back whole and in order.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class LargeTests(Databases databases)
{
    [Fact]
    public async Task Replays_Many()
    {
        const int count = 25_000;
        await using var store = new PostgresStore(await databases.CreateAsync());
        await Task.WhenAll(Enumerable.Range(1, count).Select(i => WriteAsync(store, (ulong)i)));

        IReadOnlyList<ReplayRow> rows =
            await store.ReplaysAsync(Sample.Acme, [.. Enumerable.Range(1, 2 * count).Select(i => new ReplayId((UInt128)i))]);

        Assert.Equal(count, rows.Count);
        Assert.All(rows, row => Assert.Equal((int)row.Id.Value, row.Summary.Segments));
        Assert.Equal(count, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task Load_LongLogs_AcrossPeriods()
    {
        const int each = 1_500;
        await using var store = new PostgresStore(await databases.CreateAsync() with { PeriodLength = TimeSpan.FromDays(1) });
        NodeId[] nodes = [Sample.Issue(1), Sample.Issue(2)];
        await store.SweepAsync(Sample.Now);
        for (int i = 0; i < each; i++)
        {
            await Task.WhenAll(nodes.Select(node => Sample.AppendAsync(store, node, BitConverter.GetBytes(i))));
            if (i % 500 == 499)
            {
                await store.SweepAsync(Sample.Now.Plus(TimeSpan.FromDays(i / 500 + 1)));
            }
        }

        foreach (NodeLog log in await store.LoadAsync(nodes))
        {
            Assert.Equal(Enumerable.Range(0, each), log.Entries.Select(entry => BitConverter.ToInt32(entry)));
            Assert.True(log.Version.Period > 3);
        }
    }

    [Fact]
    public async Task Load_ManyNodes()
    {
        await using var store = new PostgresStore(await databases.CreateAsync());
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Sample.AppendAsync(store, Sample.Trace((ulong)i * 200), [(byte)i])));

        IReadOnlyList<NodeLog> logs = await store.LoadAsync([.. Enumerable.Range(0, 25_000).Select(i => Sample.Trace((ulong)i))]);

        Assert.Equal(25_000, logs.Count);
        Assert.Equal(
            Enumerable.Range(0, 25_000).Select(i => i > 0 && i % 200 == 0 && i <= 20_000 ? i / 200 : -1),
            logs.Select(log => log.Entries.Count == 0 ? -1 : log.Entries[0][0]));
    }

    private static async Task WriteAsync(PostgresStore store, ulong id)
    {
        NodeWrite write = Sample.Write(Sample.Replay(id), new(0, 1), 1) with { Replay = Sample.Row(id, 1, (int)id) };
        Assert.NotNull(await store.AppendAsync(write));
    }
}
