using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Many rows at once are returned complete and in order.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class LargeTests(Databases databases)
{
    [Theory]
    [InlineData(60_000)]
    [InlineData(10_001)]
    public async Task Replays_Many(int asked)
    {
        // The first request covers most of the table, the second a small part.
        const int count = 55_000;
        await using var store = new PostgresStore(await databases.CreateAsync());
        await store.AppendAsync([.. Enumerable.Range(1, count).Select(i => WriteOf(Sample.Acme, i)), WriteOf(Sample.Other, 7)]);
        ReplayId[] ids = [.. Enumerable.Range(1, asked).Select(i => new ReplayId((UInt128)i))];

        IReadOnlyList<ReplayRow> rows = await store.ReplaysAsync(Sample.Acme, ids);

        Assert.Equal(Math.Min(asked, count), rows.Count);
        Assert.All(rows, row => Assert.Equal((int)row.Id.Value, row.ToSummary().Segments));
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(7, Assert.Single(await store.ReplaysAsync(Sample.Other, ids)).ToSummary().Segments);
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

    [Fact]
    public async Task Load_HugeLog_HoldsUpNoOther()
    {
        await using var store = new PostgresStore(await databases.CreateAsync() with { Loads = 1 });
        NodeId huge = Sample.Issue(1), small = Sample.Issue(2);
        byte[] entry = new byte[8 << 20];
        new Random(1).NextBytes(entry);
        for (int i = 0; i < 12; i++)
        {
            await Sample.AppendAsync(store, huge, entry);
        }

        await Sample.AppendAsync(store, small, [1]);

        // With one load at a time, no other ends before this one if they wait for it. On a busy machine they may be late nevertheless.
        bool isFirst = false;
        for (int attempt = 0; attempt < 20 && !isFirst; attempt++)
        {
            Task<IReadOnlyList<NodeLog>> ofHuge = store.LoadAsync([huge]).AsTask();
            foreach (int _ in Enumerable.Range(0, 5))
            {
                Assert.Equal([1], Assert.Single((await store.LoadAsync([small]))[0].Entries));
            }

            isFirst = !ofHuge.IsCompleted;
            Assert.Equal(12, (await ofHuge)[0].Entries.Count);
        }

        Assert.True(isFirst);
    }

    private static NodeWrite WriteOf(OrganizationId organization, int id)
    {
        var replay = NodeId.Of(organization, new ReplayId((UInt128)id));
        return new(replay, new(0, 1), [1], Sample.Expiry) { Replay = Sample.Row((ulong)id, 1, segments: id) };
    }
}
