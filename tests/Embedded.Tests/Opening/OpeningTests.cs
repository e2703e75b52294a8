using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Opening;

/// <summary>Facts are journalled and acknowledged while the journal is still being applied.</summary>
public sealed class OpeningTests : Scratch
{
    private HeldWorkers? _workers;

    [Fact]
    public async Task UntilItIsOpen_FactsAreAcknowledged_AndLookupsFail()
    {
        await FillAsync(Folder, 1, 2);
        await using EmbeddedGraph graph = Begin();

        Task<IngestResult> ingest = IngestAsync(graph, 3);
        Assert.False(ingest.IsCompleted);
        _workers!.Persist();
        Assert.Equal(new IngestResult(0, 0, 0, Journalled: 1), await ingest);
        Assert.True((await Assert.ThrowsAsync<GraphException>(() => EventsAsync(graph))).IsTransient);
        await Assert.ThrowsAsync<GraphException>(graph.SweepAsync);
        Assert.Throws<InvalidOperationException>(() => graph.Opened);

        _workers.Finish();
        await graph.Opening;
        Assert.Equal(3, graph.Opened.Facts);
        Assert.Equal(3, await EventsAsync(graph));
        Task<IngestResult> known = IngestAsync(graph, 3);
        _workers.Finish();
        Assert.Equal(new IngestResult(0, 1, 0), await known);
    }

    [Fact]
    public async Task BatchesThatKeepArriving_AreAppliedOnce_AndDoNotDelayItForever()
    {
        const int each = 5000;
        FactBatch[] batches = [.. Enumerable.Range(0, 60).Select(number => Batches.Of(
            [.. Enumerable.Range(1, each).Select(id => (IFact)Make.Error((number * each) + id, issue: 5, trace: id))]))];
        EmbeddedGraph first = Open();
        foreach (FactBatch batch in batches.Take(10))
        {
            await first.IngestAsync(World.Organization, batch);
        }

        await first.DisposeAsync();
        await using EmbeddedGraph graph = Begin();
        List<Task<IngestResult>> ingests = [];
        foreach (FactBatch batch in batches.Skip(10))
        {
            // As fast as they are applied, in five pieces each.
            ingests.Add(graph.IngestAsync(World.Organization, batch).AsTask());
            _workers!.Persist();
            for (int piece = 0; piece < 5; piece++)
            {
                _workers.Apply();
            }
        }

        Assert.True(graph.Opening.IsCompletedSuccessfully);
        _workers!.Finish();
        IngestResult[] results = await Task.WhenAll(ingests);
        int journalled = results.TakeWhile(result => result == new IngestResult(0, 0, 0, each)).Count();
        Assert.InRange(journalled, 10, 40);
        Assert.All(results.Skip(journalled), result => Assert.Equal(new IngestResult(each, 0, 0), result));
        IReadOnlyList<CoverageRow> coverage = await graph.CoverageAsync(World.Organization, new());
        Assert.Equal(batches.Length * each, coverage.Sum(row => row.Total));
    }

    [Fact]
    public async Task StoppedBeforeItIsOpen_KeepsWhatWasAcknowledged()
    {
        await FillAsync(Folder, 1, 2);
        EmbeddedGraph graph = Begin(snapshotBytes: 0);
        _workers!.Apply();
        Task<IngestResult> ingest = IngestAsync(graph, 3);
        await graph.DisposeAsync();

        Assert.Equal(1, (await ingest).Journalled);
        await Assert.ThrowsAsync<GraphException>(() => graph.Opening);
        Assert.False(File.Exists(Snapshot));
        Assert.Equal(3, await EventsAsync(Open()));
    }

    [Fact]
    public async Task DamageInTheMiddle_EndsIt_AndKeepsWhatWasAcknowledged()
    {
        EmbeddedGraph first = Open(segmentBytes: 1024);
        for (int id = 1; id <= 40; id++)
        {
            await IngestAsync(first, id);
        }

        await first.DisposeAsync();
        string damaged = JournalFiles()[0];
        Flip(damaged, 100);
        await using (EmbeddedGraph graph = Begin())
        {
            Task<IngestResult> ingest = IngestAsync(graph, 41);
            _workers!.Persist();
            Assert.Equal(1, (await ingest).Journalled);
            _workers.Finish();
            Assert.Equal(damaged, (await Assert.ThrowsAsync<JournalDamagedException>(() => graph.Opening)).File);
            ingest = IngestAsync(graph, 42);
            _workers.Finish();
            Assert.False((await Assert.ThrowsAsync<GraphException>(() => ingest)).IsTransient);
        }

        Assert.Throws<JournalDamagedException>(() => Open());
        Flip(damaged, 100);
        Assert.Equal(41, await EventsAsync(Open()));
    }

    [Fact]
    public async Task JournalThatEndsBeforeItsSnapshot_IsRefused_HoweverOften()
    {
        await FillAsync(Folder, 1);
        long end = new FileInfo(JournalFiles()[0]).Length;
        EmbeddedGraph first = Open(snapshotBytes: 0);
        await IngestAsync(first, 2);
        await first.DisposeAsync();
        using (FileStream journal = File.OpenWrite(JournalFiles()[0]))
        {
            journal.SetLength(end);
        }

        // If facts were accepted, the next start would take them for those of the snapshot.
        Assert.Throws<JournalDamagedException>(() => Begin());
        Assert.Throws<JournalDamagedException>(() => Begin());
        Assert.Equal(end, new FileInfo(JournalFiles()[0]).Length);
        File.Delete(Snapshot);
        Assert.Equal(1, await EventsAsync(Open()));
    }

    private EmbeddedGraph Begin(long snapshotBytes = long.MaxValue) => EmbeddedGraph.Begin(
        new() { Folder = Folder, SnapshotBytes = snapshotBytes }, Time, DiskStorage.Instance, pipeline => _workers = new(pipeline));

    private async Task FillAsync(string folder, params int[] ids)
    {
        EmbeddedGraph graph = Open(folder: folder);
        foreach (int id in ids)
        {
            await IngestAsync(graph, id);
        }

        await graph.DisposeAsync();
    }

    private static void Flip(string file, int at)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static Task<IngestResult> IngestAsync(EmbeddedGraph graph, int id) =>
        graph.IngestAsync(World.Organization, Batches.Of(Make.Error(id, issue: 5, replay: 1))).AsTask();

    private static async Task<int> EventsAsync(EmbeddedGraph graph)
    {
        var query = new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))], Filter = new() { Fates = FateSet.Any } };
        return (await graph.LookupAsync(World.Organization, query)).Links.Sum(link => link.Events);
    }
}
