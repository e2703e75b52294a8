using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Retention;

public sealed class SweepTests : Scratch
{
    private const int Day = World.Day;

    [Fact]
    public async Task Sweep_ChangesNoAnswer()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Time.AdjustTime(World.Now.ToDate());
            Deck deck = Deck.Draw(seed, 12 + (seed * 7 % 90));
            var oracle = new OracleGraph(Time);
            string folder = $"{Folder}-{seed}";
            EmbeddedGraph graph = Open(folder: folder, segmentBytes: 1024);
            foreach (FactBatch batch in deck.Batches(seed))
            {
                await oracle.IngestAsync(World.Organization, batch);
                await graph.IngestAsync(World.Organization, batch);
                if (seed % 3 == 0)
                {
                    // As if each batch filled its chunk, because rows are freed by chunks of thousands.
                    await graph.IngestAsync(World.Organization, RetentionWorkload.Filler(100_000 + (batch.Count * 7)));
                }
            }

            foreach (int days in new[] { 1, 30, 89, 90, 365 })
            {
                Time.AdjustTime(World.At(days * Day).ToDate());
                await graph.SweepAsync();
                string? differ = await DifferAsync(oracle, graph, Lookups());
                Assert.True(differ is null, $"{deck}\nafter {days} days: {differ}");
            }

            await graph.DisposeAsync();
        }
    }

    [Fact]
    public async Task FreesExpiredFilesAndRows()
    {
        EmbeddedGraph graph = Open(segmentBytes: 64 << 10);
        await graph.IngestAsync(World.Organization, Batches.Of(
            Make.Merge([5], 6), Make.DeleteReplay(9), Make.Archive(8), Make.DeleteEvents([900], at: 0), Make.Move([901], 77, at: 0)));
        for (int i = 0; i < 20; i++)
        {
            await graph.IngestAsync(World.Organization, RetentionWorkload.Of(i, 2000, World.Now));
        }

        Time.AdjustTime(World.At(60 * Day).ToDate());
        await graph.IngestAsync(World.Organization, Batches.Of(
            Make.Error(1, issue: 5, replay: 1, at: 60 * Day, received: -30), Make.Segment(1, at: 60 * Day)));
        Assert.Equal((0L, 0L), await graph.SweepAsync());
        int before = JournalFiles().Length;

        Time.AdjustTime(World.At(100 * Day).ToDate());
        (long disk, long memory) = await graph.SweepAsync();
        Assert.True(disk > 1 << 20, $"Only {disk} bytes of disk were freed.");
        Assert.True(memory > 1 << 20, $"Only {memory} bytes of rows were freed.");
        Assert.True(JournalFiles().Length < before / 2);
        await CheckAsync(graph);
        await graph.DisposeAsync();
        graph = Open(segmentBytes: 64 << 10);
        await CheckAsync(graph);

        // Once more, because carried-over facts are carried over again.
        Time.AdjustTime(World.At(140 * Day).ToDate());
        await graph.IngestAsync(World.Organization, RetentionWorkload.Of(99, 10, World.At(140 * Day)));
        await graph.SweepAsync();
        Time.AdjustTime(World.At(240 * Day).ToDate());
        Assert.True((await graph.SweepAsync()).Disk > 0);
        await graph.DisposeAsync();
        graph = Open(segmentBytes: 64 << 10);
        await graph.IngestAsync(World.Organization, Batches.Of(
            Make.Segment(9, at: 240 * Day),
            Make.Segment(8, at: 240 * Day),
            Make.Error(900, issue: 5, replay: 1, at: 240 * Day, received: -30),
            Make.Error(901, issue: 5, replay: 8, at: 240 * Day, received: -30),
            Make.Error(2, issue: 5, replay: 9, at: 240 * Day, received: -30)));
        IReadOnlyList<ReplayView> gone = await graph.ReplaysAsync(World.Organization, [World.Replay(9), World.Replay(8)]);
        Assert.Equal([Fate.Deleted, Fate.Archived], gone.Select(view => view.Fate));
        Assert.Equal([World.Replay(9)], (await LinksAsync(graph, 6)).Select(link => link.ReplayId));
        Assert.Equal([World.Replay(8)], (await LinksAsync(graph, 77)).Select(link => link.ReplayId));

        static async Task CheckAsync(EmbeddedGraph graph)
        {
            Link link = Assert.Single(await LinksAsync(graph, 6));
            Assert.Equal((World.Replay(1), Fate.Live, 1), (link.ReplayId, link.Fate, link.Events));
            Assert.Equal(1, (await graph.CoverageAsync(World.Organization, new())).Sum(row => row.Total));
            Assert.Equal(Fate.Deleted, Assert.Single(await graph.ReplaysAsync(World.Organization, [World.Replay(9)])).Fate);
        }
    }

    [Fact]
    public async Task AfterAStartFromASnapshot_FreesUnreadFiles()
    {
        EmbeddedGraph graph = Open(segmentBytes: 16 << 10, snapshotBytes: 0);
        for (int i = 0; i < 10; i++)
        {
            await graph.IngestAsync(World.Organization, RetentionWorkload.Of(i, 1000, World.Now));
        }

        await graph.DisposeAsync();
        graph = Open(segmentBytes: 16 << 10, snapshotBytes: 0);
        Assert.Equal(0, graph.Opened.Bytes);
        Time.AdjustTime(World.At(100 * Day).ToDate());
        Assert.True((await graph.SweepAsync()).Disk > 100_000);
        Assert.Single(JournalFiles());
        Assert.Equal((0L, 0L), await graph.SweepAsync());
    }

    // Expired replays, and replays named only by an old event link, may be known or unknown once no event refers to them.
    private static IEnumerable<Question> Lookups()
    {
        const FateSet known = FateSet.Live | FateSet.Partial | FateSet.Archived | FateSet.Deleted;
        foreach (NodeKey key in Question.Keys)
        {
            yield return Question.Lookup(new() { Keys = [key], Filter = new() { Fates = known }, Events = true, Limit = 1000 });
            if (key.Kind is NodeKind.Issue or NodeKind.Transaction)
            {
                yield return Question.Lookup(new() { Keys = [key], Filter = new() { Fates = FateSet.Any }, Limit = 1000 });
            }
        }
    }

    private static async Task<IReadOnlyList<Link>> LinksAsync(EmbeddedGraph graph, int issue)
    {
        var query = new LookupQuery { Keys = [NodeKey.Of(World.Issue(issue))], Filter = new() { Fates = FateSet.Any } };
        return (await graph.LookupAsync(World.Organization, query)).Links;
    }
}
