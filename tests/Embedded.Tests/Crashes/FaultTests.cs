using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Tests.Journal;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Crashes;

public sealed class FaultTests : Scratch
{
    private readonly FaultyStorage _storage = new();

    [Fact]
    public async Task FullDisk_FailsWaitingBatches_ServesReads_AndHeals()
    {
        EmbeddedGraph graph = Open(_storage);
        await IngestAsync(graph, 1);
        _storage.Room = 30;

        Task<IngestResult>[] waiting = [.. Enumerable.Range(2, 20).Select(id => IngestAsync(graph, id))];
        foreach (Task<IngestResult> one in waiting)
        {
            GraphException e = await Assert.ThrowsAsync<GraphException>(() => one);
            Assert.True(e.IsTransient);
            Assert.Contains("no space left", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await EventsAsync(graph));
        _storage.Room = long.MaxValue;
        await IngestAsync(graph, 50);
        Assert.Null(graph.Refusing);
        Assert.Equal(2, await EventsAsync(graph));
        await graph.DisposeAsync();
        Assert.Equal(2, await EventsAsync(Open()));
    }

    [Fact]
    public async Task FullDisk_ThatCannotBeUndone_IsReported_AndHeals()
    {
        EmbeddedGraph graph = Open(_storage);
        await IngestAsync(graph, 1);
        (_storage.Room, _storage.TruncateFails) = (60, true);
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, 2))).IsTransient);
        _storage.Room = long.MaxValue;
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, 3))).IsTransient);
        Assert.Contains("no space left", graph.Refusing, StringComparison.Ordinal);
        Assert.Equal(1, await EventsAsync(graph));

        _storage.TruncateFails = false;
        await IngestAsync(graph, 4);
        Assert.Equal(2, await EventsAsync(graph));
        await graph.DisposeAsync();
        Assert.Equal(2, await EventsAsync(Open()));
    }

    [Fact]
    public async Task FailedFlush_FailsIngestUntilARestart_AndServesReads()
    {
        EmbeddedGraph graph = Open(_storage, snapshotBytes: 0);
        await IngestAsync(graph, 1);
        _storage.FlushFails = true;
        Assert.False((await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, 2))).IsTransient);
        _storage.FlushFails = false;
        Assert.False((await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, 3))).IsTransient);
        Assert.NotNull(graph.Refusing);
        Assert.Equal(1, await EventsAsync(graph));
        await graph.DisposeAsync();
        Assert.False(File.Exists(Snapshot));

        EmbeddedGraph again = Open();
        Assert.Equal(1, await EventsAsync(again));
        Assert.Equal(1, (await IngestAsync(again, 2)).Accepted);
    }

    [Fact]
    public async Task SecondOpen_NamesTheHolder()
    {
        EmbeddedGraph first = Open();
        DataFolderInUseException e = Assert.Throws<DataFolderInUseException>(() => Open());
        Assert.Contains($"process {Environment.ProcessId}", e.Holder, StringComparison.Ordinal);
        Assert.Contains(Folder, e.Message, StringComparison.Ordinal);

        await first.DisposeAsync();
        await IngestAsync(Open(), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    public async Task TornTail_IsTruncatedAndReported(int bytes)
    {
        EmbeddedGraph graph = Open();
        await IngestAsync(graph, 1);
        await IngestAsync(graph, 2);
        await graph.DisposeAsync();
        string file = Assert.Single(JournalFiles());
        using (FileStream journal = File.OpenWrite(file))
        {
            journal.SetLength(journal.Length - bytes);
        }

        EmbeddedGraph again = Open();
        Assert.Equal(file, again.Opened.Torn?.File);
        Assert.True(again.Opened.Torn!.Bytes > 0);
        Assert.Equal(1, await EventsAsync(again));
        Assert.Equal(1, (await IngestAsync(again, 2)).Accepted);
        await again.DisposeAsync();
        EmbeddedGraph third = Open();
        Assert.Null(third.Opened.Torn);
        Assert.Equal(2, await EventsAsync(third));
    }

    [Fact]
    public async Task DamageInTheMiddle_FailsToOpen_WithFileAndOffset()
    {
        EmbeddedGraph graph = Open();
        await IngestAsync(graph, 1);
        long damaged = new FileInfo(JournalFiles()[0]).Length;
        await IngestAsync(graph, 2);
        await IngestAsync(graph, 3);
        await graph.DisposeAsync();
        string file = Assert.Single(JournalFiles());
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[damaged + 40] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        JournalDamagedException e = Assert.Throws<JournalDamagedException>(() => Open());
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains($"{damaged}", e.Message, StringComparison.Ordinal);
        // Nothing was changed, and the folder is released.
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
        Assert.Throws<JournalDamagedException>(() => Open());
    }

    [Fact]
    public async Task Stopping_AnswersEveryWaitingBatch()
    {
        for (int round = 0; round < 20; round++)
        {
            EmbeddedGraph graph = Open(folder: $"{Folder}-{round}");
            // More than the maximum in flight, so some wait for a slot.
            Task<IngestResult>[] waiting = [.. Enumerable.Range(1, 3000).Select(id => Task.Run(() => IngestAsync(graph, id)))];
            await waiting[round * 10];
            await graph.DisposeAsync();
            await graph.DisposeAsync();
            int accepted = 0;
            foreach (Task<IngestResult> one in waiting)
            {
                try
                {
                    accepted += (await one.WaitAsync(TimeSpan.FromSeconds(60))).Accepted;
                }
                catch (GraphException e)
                {
                    Assert.True(e.IsTransient);
                }
            }

            await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, 1));
            await Assert.ThrowsAsync<GraphException>(() => graph.SweepAsync());
            Assert.Equal(accepted, await EventsAsync(graph));
            await using EmbeddedGraph again = Open(folder: $"{Folder}-{round}");
            Assert.Equal(accepted, await EventsAsync(again));
        }
    }

    private static async Task<IngestResult> IngestAsync(EmbeddedGraph graph, int id) =>
        await graph.IngestAsync(World.Organization, Batches.Of(Make.Error(id, issue: 5, replay: 1)));

    private static async Task<int> EventsAsync(EmbeddedGraph graph)
    {
        var query = new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))], Filter = new() { Fates = FateSet.Any } };
        return (await graph.LookupAsync(World.Organization, query)).Links.Sum(link => link.Events);
    }
}
