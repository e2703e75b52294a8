using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Tests.Retention;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests;

public sealed class ConcurrencyTests : Scratch
{
    private const int Writers = 3, Readers = 3, Batches = 40, Events = 400;
    private const int FirstMark = 20_000_000;

    // Facts expire this many batches after their own, and a sweep frees them.
    private const int LifetimeBatches = 30;

    private int _batches;
    private long _freed;

    [Fact]
    public async Task ReadersWritersAndSweeps_DoNotDisturbEachOther()
    {
        EmbeddedGraph graph = Open(segmentBytes: 1 << 20);
        await graph.IngestAsync(World.Organization, RetentionWorkload.Of(0, Events, World.At(LifetimeBatches - World.Day), days: 1));
        using var done = new CancellationTokenSource();
        Task[] others =
        [
            .. Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(graph, reader, done.Token))),
            Task.Run(() => SweepAsync(graph, done.Token)),
        ];
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(graph, writer)))];
        try
        {
            // Fail as soon as the first task does.
            Task first = await Task.WhenAny([.. others, Task.WhenAll(writers)]);
            await first;
        }
        finally
        {
            await done.CancelAsync();
        }

        await Task.WhenAll([.. others, .. writers]);
        Assert.True(_freed > 0, "No sweep freed anything.");
    }

    // Each batch is visible to readers that start after it was acknowledged.
    private async Task WriteAsync(EmbeddedGraph graph, int writer)
    {
        for (int i = 0; i < Batches; i++)
        {
            int mark = (i * Writers) + writer;
            int at = Volatile.Read(ref _batches) + LifetimeBatches - World.Day;
            FactBatch batch = RetentionWorkload.Of(mark + 1, Events, World.At(at), days: 1);
            batch.Add(Make.Error(FirstMark + mark, FirstMark + mark, trace: FirstMark + mark, replay: 77, at: at, days: 1));
            if (i % 4 == 0)
            {
                batch.Add(Make.Merge([3000 + i], 3001 + i));
            }

            IngestResult result = await graph.IngestAsync(World.Organization, batch);
            Assert.Equal(batch.Count, result.Accepted + result.Expired + result.Duplicates);
            Interlocked.Increment(ref _batches);
            foreach (NodeKey key in new[]
            {
                NodeKey.Of(new IssueId(FirstMark + mark)), NodeKey.Of(World.Trace(FirstMark + mark)), NodeKey.Of(World.Event(FirstMark + mark)),
            })
            {
                var query = new LookupQuery { Keys = [key], Filter = new() { Fates = FateSet.Any } };
                Link link = Assert.Single((await graph.LookupAsync(World.Organization, query)).Links);
                Assert.Equal((World.Replay(77), 1), (link.ReplayId, link.Events));
            }
        }
    }

    private async Task SweepAsync(EmbeddedGraph graph, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Time.AdjustTime(World.At(Volatile.Read(ref _batches)).ToDate());
            _freed += (await graph.SweepAsync()).Memory;
        }
    }

    private static async Task ReadAsync(EmbeddedGraph graph, int reader, CancellationToken done)
    {
        var random = new Random(reader);
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            int id = 1_000_000 + random.Next(Events * Batches * Writers);
            NodeKey key = random.Next(5) switch
            {
                0 => NodeKey.Of(World.Trace(1_000_000 + (id / 3))),
                1 => NodeKey.Of(World.Event(id)),
                2 => NodeKey.OfTransaction($"/api/{random.Next(50)}/items"),
                3 => NodeKey.Of(new IssueId(3000 + random.Next(Batches))),
                _ => NodeKey.Of(new IssueId(1000 + random.Next(200))),
            };
            var filter = new LinkFilter
            {
                Fates = random.Next(2) == 0 ? FateSet.Any : FateSet.Live,
                Environments = random.Next(4) == 0 ? new HashSet<string> { "production" } : null,
                Projects = random.Next(4) == 0 ? new HashSet<ProjectId> { new(1) } : null,
                Where = random.Next(4) == 0 ? new Condition.Is(EventField.Release, ["1.0"]) : null,
                Replay = random.Next(4) == 0 ? new ReplayFilter { Url = "shop", Segments = new(1, 5) } : null,
            };
            LinkPage page = await graph.LookupAsync(
                World.Organization, new() { Keys = [key], Filter = filter, Limit = 50, Events = random.Next(3) == 0 }, CancellationToken.None);
            Check(page, key, 50);
            NodeKey replay = NodeKey.Of(World.Replay(1_000_000 + (id / 20)));
            await graph.NeighboursAsync(World.Organization, new(key, NodeKind.Event), CancellationToken.None);
            await graph.NeighboursAsync(World.Organization, new(replay, (NodeKind)random.Next(1, 5)), CancellationToken.None);
            await graph.ReplaysAsync(World.Organization, [replay.Replay], CancellationToken.None);
            if (i % 50 == 0)
            {
                IReadOnlyList<CoverageRow> rows = await graph.CoverageAsync(World.Organization, new(), CancellationToken.None);
                Assert.All(rows, row => Assert.Equal(row.Total, row.Linked + row.Unnamed + row.Unseen + row.Pending + row.Partial + row.Gone));
                await graph.LinkedAsync(World.Organization, random.Next(2) == 0 ? NodeKind.Issue : NodeKind.Transaction, cancel: CancellationToken.None);
            }
        }
    }

    private static void Check(LinkPage page, NodeKey key, int limit)
    {
        Assert.Equal(Math.Min(limit, page.Total), page.Links.Count);
        Assert.Equal(page.Total > limit, page.Next is not null);
        Assert.Equal(page.Links.Count, page.Links.Select(link => link.ReplayId).Distinct().Count());
        foreach (Link link in page.Links)
        {
            bool mayBeEmpty = key.Kind is NodeKind.Trace or NodeKind.Event;
            Assert.True(!link.ReplayId.IsNone && link.Evidence != Evidence.None, $"{key}: {link}");
            Assert.True(link.Events > 0 ? link.FirstSeen <= link.LastSeen && link.FirstSeen != default : mayBeEmpty, $"{key}: {link}");
        }
    }
}
