using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.StoreSpec;

/// <summary>The contract of <see cref="INodeStore"/> as tests. The tests of a store subclass it and create the store.</summary>
public abstract partial class NodeStoreSpec : IAsyncLifetime
{
    private INodeStore? _store;

    /// <summary>The store under test, empty at first.</summary>
    protected INodeStore Store => _store!;

    /// <summary>Creates an empty store. It is disposed of after the test if it is disposable.</summary>
    protected abstract Task<INodeStore> OpenAsync();

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync()
    {
        if (_store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Load_OfUnknownNodes_IsEmpty()
    {
        NodeLog log = await Sample.LoadAsync(Store, Sample.Trace(1));

        Assert.Empty(log.Entries);
        Assert.Equal(0, log.Version.Number);
        Assert.Equal(log.Version, await Store.VersionAsync(Sample.Trace(1)));
        Assert.Empty(await Store.LoadAsync([]));
    }

    [Fact]
    public async Task Append_IsLoadedInOrder()
    {
        NodeId node = Sample.Trace(1);
        for (byte i = 1; i <= 20; i++)
        {
            await Sample.AppendAsync(Store, node, [i, 0, 1]);
        }

        NodeLog log = await Sample.LoadAsync(Store, node);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => new byte[] { (byte)i, 0, 1 }), log.Entries);
        Assert.Equal(20, log.Version.Number);
        Assert.Equal(log.Version, await Store.VersionAsync(node));
    }

    [Fact]
    public async Task HaveLogs_ThatWereWritten()
    {
        await Sample.AppendAsync(Store, Sample.Trace(1), [1]);
        await Sample.AppendAsync(Store, Sample.Replay(3), [1]);

        Assert.Equal([true, false, true, false], await Store.HaveLogsAsync([Sample.Trace(1), Sample.Trace(3), Sample.Replay(3), Sample.Replay(1)]));
        Assert.Empty(await Store.HaveLogsAsync([]));
    }

    [Fact]
    public async Task Append_ReturnsTheVersionThatIsLoaded()
    {
        NodeId node = Sample.Trace(1);
        NodeVersion read = await Store.VersionAsync(node);

        NodeVersion? first = await Store.AppendAsync(Sample.Write(node, read));
        NodeVersion? second = await Store.AppendAsync(Sample.Write(node, first!.Value));

        Assert.Equal(read.Number + 2, second?.Number);
        Assert.Equal(second, (await Sample.LoadAsync(Store, node)).Version);
    }

    [Fact]
    public async Task Append_ConflictWritesNothing()
    {
        NodeId replay = Sample.Replay(7), trace = Sample.Trace(1);
        NodeVersion readReplay = await Store.VersionAsync(replay), readTrace = await Store.VersionAsync(trace);
        await Store.AppendAsync(Sample.Write(replay, readReplay, 1) with { Replay = Sample.Row(7, 1, 10) });
        await Store.AppendAsync(Sample.Write(trace, readTrace, 1) with { Events = [new(1)] });

        Assert.Null(await Store.AppendAsync(Sample.Write(replay, readReplay, 2) with { Replay = Sample.Row(7, 2, 20) }));
        Assert.Null(await Store.AppendAsync(Sample.Write(trace, readTrace, 2) with { Events = [new(2)] }));

        Assert.Equal([[1]], (await Sample.LoadAsync(Store, replay)).Entries);
        Assert.Equal(10, Assert.Single(await Store.ReplaysAsync(Sample.Acme, [new(7)])).ToSummary().Segments);
        Assert.Equal(new EventId(1), Assert.Single(await Store.PlacesAsync(Sample.Acme, [new(1), new(2)])).Event);
    }

    [Fact]
    public async Task Append_NothingIsLost_ManyWritersOfFewNodes()
    {
        const int writers = 8, each = 25;
        NodeId[] nodes = [Sample.Trace(1), Sample.Trace(2), NodeId.Of(Sample.Acme)];

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await Sample.AppendAsync(Store, nodes[(writer + i) % nodes.Length], [(byte)writer, (byte)i]);
            }
        })));

        IReadOnlyList<NodeLog> logs = await Store.LoadAsync(nodes);
        List<(byte, byte)> entries = [.. logs.SelectMany(log => log.Entries).Select(entry => (entry[0], entry[1]))];
        Assert.Equal(writers * each, entries.Count);
        Assert.Equal(writers * each, entries.Distinct().Count());
        foreach (IGrouping<byte, (byte, byte)> ofWriter in logs.SelectMany(log =>
            log.Entries.Select(entry => (entry[0], entry[1])).GroupBy(entry => entry.Item1)))
        {
            Assert.Equal(ofWriter.Order(), ofWriter);
        }
    }

    [Fact]
    public async Task Append_OfManyNodesAtOnce()
    {
        const int count = 500;
        byte[][] entries = [.. Enumerable.Range(0, count).Select(BitConverter.GetBytes)];
        NodeId[] nodes = [.. Enumerable.Range(1, count).Select(i => Sample.Trace((ulong)i))];

        await Task.WhenAll(nodes.Zip(entries, (node, entry) => Sample.AppendAsync(Store, node, entry)));

        Assert.Equal(entries, (await Store.LoadAsync(nodes)).Select(log => Assert.Single(log.Entries)));
    }

    [Fact]
    public async Task Append_EntriesOfAnySize()
    {
        NodeId node = Sample.Issue(1);
        byte[][] entries = [[], [0], .. new[] { 100, 2_000, 9_000, 300_000, 5_000_000 }.Select(Sample.Bytes)];
        foreach (byte[] entry in entries)
        {
            await Sample.AppendAsync(Store, node, entry);
        }

        Assert.Equal(entries, (await Sample.LoadAsync(Store, node)).Entries);
    }

    [Fact]
    public async Task Load_After()
    {
        NodeId node = Sample.Trace(1);
        for (byte i = 1; i <= 5; i++)
        {
            await Sample.AppendAsync(Store, node, [i]);
        }

        NodeVersion version = await Store.VersionAsync(node);

        NodeLog rest = (await Store.LoadAsync([node], version.Number - 2))[0];
        Assert.Equal([[4], [5]], rest.Entries);
        Assert.Equal(version, rest.Version);
        NodeLog nothing = (await Store.LoadAsync([node], version.Number))[0];
        Assert.Empty(nothing.Entries);
        Assert.Equal(version, nothing.Version);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Replace_StandsForWhatCameAfter(NodeId node)
    {
        NodeVersion read = await AppendAsync(node, 6);

        NodeVersion? version = await Store.AppendAsync(Sample.Write(node, read, 99) with { ReplacesAfter = read.Number - 4 });
        NodeVersion? next = await Store.AppendAsync(Sample.Write(node, version!.Value, 7));

        NodeLog log = await Sample.LoadAsync(Store, node);
        Assert.Equal([[1], [2], [99], [7]], log.Entries);
        Assert.Equal([read.Number - 5, read.Number - 4, read.Number + 1, read.Number + 2], Enumerable.Range(0, 4).Select(log.VersionOf));
        Assert.Equal(next, log.Version);
        Assert.Equal(next, await Store.VersionAsync(node));
        Assert.Equal([[99], [7]], (await Store.LoadAsync([node], read.Number - 1))[0].Entries);
        Assert.Equal([[7]], (await Store.LoadAsync([node], version.Value.Number))[0].Entries);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Replace_WhoReadBeforeIt_Loses(NodeId node)
    {
        List<NodeVersion> versions = [await Store.VersionAsync(node)];
        for (byte i = 1; i <= 5; i++)
        {
            versions.Add(await Sample.AppendAsync(Store, node, [i]));
        }

        NodeVersion? replaced = await Store.AppendAsync(Sample.Write(node, versions[^1], 99) with { ReplacesAfter = versions[0].Number });

        Assert.NotNull(replaced);
        foreach (NodeVersion version in versions)
        {
            // The versions that these would have are free, since what had them is gone.
            Assert.Null(await Store.AppendAsync(Sample.Write(node, version, 100)));
        }

        NodeWrite[] many = [.. versions.Select(version => Sample.Write(node, version, 101)), .. Others(node, 60)];
        IReadOnlyList<NodeVersion?> results = await Store.AppendAsync(many);
        Assert.All(results.Take(versions.Count), Assert.Null);
        Assert.All(results.Skip(versions.Count), version => Assert.NotNull(version));
        Assert.Equal([[99]], (await Sample.LoadAsync(Store, node)).Entries);
    }

    [Fact]
    public async Task Replace_ThatLoses_DropsNothing()
    {
        NodeId node = Sample.Trace(1);
        NodeVersion read = await AppendAsync(node, 3);
        await Sample.AppendAsync(Store, node, [4]);

        Assert.Null(await Store.AppendAsync(Sample.Write(node, read, 99) with { ReplacesAfter = 0 }));

        Assert.Equal([[1], [2], [3], [4]], (await Sample.LoadAsync(Store, node)).Entries);
    }

    [Fact]
    public async Task Replace_BesideWriters_NothingIsLost()
    {
        const int writers = 4, each = 25;
        NodeId node = Sample.Issue(1);
        using var stop = new CancellationTokenSource();
        Task compacting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                NodeLog log = await Sample.LoadAsync(Store, node);
                byte[] merged = [.. log.Entries.SelectMany(entry => entry)];
                await Store.AppendAsync(Sample.Write(node, log.Version, merged) with { ReplacesAfter = 0 });
            }
        });

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await Sample.AppendAsync(Store, node, [(byte)((writer * each) + i)]);
            }
        })));
        await stop.CancelAsync();
        await compacting;

        byte[] all = [.. (await Sample.LoadAsync(Store, node)).Entries.SelectMany(entry => entry)];
        Assert.Equal(Enumerable.Range(0, writers * each).Select(i => (byte)i), all.Order());
    }

    [Fact]
    public async Task Load_InTheOrderAskedFor()
    {
        await Sample.AppendAsync(Store, Sample.Trace(1), [1]);
        await Sample.AppendAsync(Store, Sample.Issue(1), [2]);
        await Sample.AppendAsync(Store, Sample.Trace(3), [3]);

        IReadOnlyList<NodeLog> logs = await Store.LoadAsync(
            [Sample.Trace(3), Sample.Trace(2), Sample.Issue(1), Sample.Trace(3), Sample.Trace(1)]);

        Assert.Equal([3, -1, 2, 3, 1], logs.Select(log => log.Entries.Count == 0 ? -1 : log.Entries[0][0]));
    }

    [Fact]
    public async Task Places_OfEvents()
    {
        NodeId trace = Sample.Trace(1), alone = NodeId.Of(Sample.Acme, default, new EventId(2));
        await Sample.AppendAsync(Store, trace, [1], [new(1), new(2)]);
        await Sample.AppendAsync(Store, trace, [2], [new(2)]);
        await Sample.AppendAsync(Store, alone, [1], [new(2)]);

        IReadOnlyList<EventPlace> places = await Store.PlacesAsync(Sample.Acme, [new(1), new(2), new(3)]);

        EventPlace[] expected = [new(new(1), trace), new(new(2), trace), new(new(2), alone)];
        Assert.Equal(expected.Length, places.Count);
        Assert.Equal(expected.ToHashSet(), places.ToHashSet());
        Assert.Empty(await Store.PlacesAsync(Sample.Acme, []));
        Assert.Equal([new(2)], await Store.ScatteredAsync(Sample.Acme, [new(1), new(2), new(3)]));
        Assert.Empty(await Store.ScatteredAsync(Sample.Acme, []));
        Assert.Empty(await Store.ScatteredAsync(Sample.Other, [new(2)]));
    }

    [Fact]
    public async Task Replays_LatestRow()
    {
        NodeId node = Sample.Replay(7);
        NodeVersion? read = await Store.VersionAsync(node);
        for (int i = 1; i <= 3; i++)
        {
            ReplayRow row = Sample.Row(7, read!.Value.Number + 1, segments: i);
            read = await Store.AppendAsync(Sample.Write(node, read.Value) with { Replay = row });
        }

        ReplayRow found = Assert.Single(await Store.ReplaysAsync(Sample.Acme, [new(6), new(7), new(8)]));

        Assert.Equal(new ReplayId(7), found.Id);
        Assert.Equal(read?.Number, found.Version);
        Assert.Equal(3, found.ToSummary().Segments);
        Assert.Empty(await Store.ReplaysAsync(Sample.Acme, []));
    }

    [Fact]
    public async Task Nodes_PageByKey()
    {
        string[] names = ["GET /", "GET /a", "POST /ü", "\u0001", "z", "zz"];
        foreach (string name in names)
        {
            NodeId node = NodeId.OfTransaction(Sample.Acme, name);
            await Sample.AppendAsync(Store, node, [1]);
            await Sample.AppendAsync(Store, node, [2]);
        }

        await Sample.AppendAsync(Store, Sample.Issue(3), [1]);
        await Sample.AppendAsync(Store, NodeId.OfTransaction(Sample.Other, "foreign"), [1]);

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync(limit: 100));
        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync(limit: 4));
        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync(limit: 1));
        Assert.Equal([Sample.Issue(3)], await Store.NodesAsync(Sample.Acme, NodeType.Issue, null, 10));
        Assert.Equal([], await Store.NodesAsync(Sample.Acme, NodeType.Trace, null, 10));
    }

    [Fact]
    public async Task Organizations_AreIsolated()
    {
        NodeId ours = Sample.Trace(1), theirs = NodeId.Of(Sample.Other, ours.Trace);
        NodeId replay = NodeId.Of(Sample.Other, new ReplayId(7));
        await Sample.AppendAsync(Store, theirs, [9], [new(1)]);
        await Store.AppendAsync(Sample.Write(replay, await Store.VersionAsync(replay)) with { Replay = Sample.Row(7, 1, 1) });
        await Sample.AppendAsync(Store, NodeId.Of(Sample.Other), [9]);

        Assert.Empty((await Sample.LoadAsync(Store, ours)).Entries);
        Assert.Empty((await Sample.LoadAsync(Store, NodeId.Of(Sample.Acme))).Entries);
        Assert.Empty(await Store.PlacesAsync(Sample.Acme, [new(1)]));
        Assert.Empty(await Store.ReplaysAsync(Sample.Acme, [new(7)]));
        Assert.Empty(await Store.NodesAsync(Sample.Acme, NodeType.Trace, null, 10));
        await Sample.AppendAsync(Store, ours, [1]);
        Assert.Equal([[1]], (await Sample.LoadAsync(Store, ours)).Entries);
        Assert.Equal([[9]], (await Sample.LoadAsync(Store, theirs)).Entries);
    }

    [Fact]
    public async Task Sweep_KeepsUnexpiredNodes()
    {
        await Sample.AppendAsync(Store, Sample.Trace(1), [1], [new(1)]);
        await Sample.AppendAsync(Store, NodeId.Of(Sample.Acme), [2]);

        await Store.SweepAsync(Sample.Now);
        await Store.SweepAsync(Sample.Now.Plus(TimeSpan.FromDays(1)));

        Assert.Equal([[1]], (await Sample.LoadAsync(Store, Sample.Trace(1))).Entries);
        Assert.Equal([[2]], (await Sample.LoadAsync(Store, NodeId.Of(Sample.Acme))).Entries);
        Assert.Single(await Store.PlacesAsync(Sample.Acme, [new(1)]));
    }

    public static TheoryData<NodeId> Kinds => [Sample.Trace(1), Sample.Issue(1), NodeId.Of(Sample.Acme)];

    private static IEnumerable<NodeWrite> Others(NodeId node, int count) => Enumerable.Range(100, count)
        .Select(i => Sample.Trace((ulong)i))
        .Where(other => other != node)
        .Select(other => Sample.Write(other, new(0, 1), 1));

    private async Task<NodeVersion> AppendAsync(NodeId node, byte count)
    {
        NodeVersion version = default;
        for (byte i = 1; i <= count; i++)
        {
            version = await Sample.AppendAsync(Store, node, [i]);
        }

        return version;
    }

    private async Task<List<string>> NamesAsync(int limit)
    {
        List<string> names = [];
        NodeId? after = null;
        while (await Store.NodesAsync(Sample.Acme, NodeType.Transaction, after, limit) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, limit);
            names.AddRange(page.Select(node => node.Transaction));
            after = page[^1];
        }

        return names;
    }
}
