using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Ingest: results are counted, duplicates have no effect, organizations are isolated, facts are durable.</summary>
public abstract class IngestSpec : KeySpec
{
    private static readonly IFact[] _kinds =
    [
        Make.Error(1, issue: 5, replay: 1, hash: 1),
        Make.Error(2, issue: 5, replay: 2),
        Make.Transaction(3, "/pay", trace: 1),
        Make.Segment(1, traces: [1], errors: [1]),
        Make.Segment(2),
        Make.Archive(2),
        Make.Link(1, 3),
        Make.Merge([5], 6),
        Make.Unmerge(6, 7, [1], at: -19),
        Make.DeleteIssues([8]),
        Make.DeleteEvents([9]),
        Make.Move([2], 10),
        Make.DeleteReplay(3),
    ];

    /// <summary>The number of replays added under concurrent lookups. A host that recomputes every answer overrides it.</summary>
    protected virtual int Growth => 2500;

    [Fact]
    public async Task New_AreAccepted_KnownAreDuplicates()
    {
        IGraph graph = await GraphOf();

        Assert.Equal(new IngestResult(_kinds.Length, 0, 0), await TellAsync(graph, _kinds));
        Assert.Equal(new IngestResult(0, _kinds.Length, 0), await TellAsync(graph, _kinds));
        Assert.Equal(new IngestResult(1, 2, 0), await TellAsync(graph, Make.Error(4), Make.Error(4), _kinds[3]));
    }

    [Fact]
    public async Task ObservedAgain_TheWinnerIsAccepted_TheLoserIsADuplicate()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, received: -30));

        Assert.Equal(new IngestResult(0, 1, 0), await TellAsync(graph, Make.Error(1, issue: 5, received: -31, replay: 1)));
        Assert.Equal(new IngestResult(1, 0, 0), await TellAsync(graph, Make.Error(1, issue: 5, received: -29, replay: 1)));
    }

    [Fact]
    public async Task OlderThanRetention_IsExpired_AndNotKept()
    {
        IGraph graph = await GraphOf();

        IngestResult result = await TellAsync(
            graph,
            Make.Error(1, issue: 5, replay: 1, at: -90 * World.Day),
            Make.Error(2, issue: 5, replay: 1, at: (-90 * World.Day) + 1),
            Make.Error(3, issue: 5, replay: 1, at: -World.Day, days: 1),
            Make.Segment(1, at: -100 * World.Day),
            Make.Segment(1, 1, errors: [2], at: -100 * World.Day, days: 101),
            Make.Merge([8], 9, at: -100 * World.Day));

        Assert.Equal(new IngestResult(3, 0, 3), result);
        Link link = await LinkAsync(graph, Issue(5), OfFate(FateSet.Any));
        Assert.Equal((Fate.Partial, 1), (link.Fate, link.Events));
    }

    [Fact]
    public async Task EmptyBatch_IsAccepted()
    {
        IGraph graph = await GraphOf();

        Assert.Equal(default, await TellAsync(graph, []));
    }

    [Fact]
    public async Task UnknownKeys_AnswerNothing()
    {
        foreach (IGraph graph in new[] { await GraphOf(), await GraphOf(_kinds) })
        {
            NodeKey[] keys = [Issue(77), Trace(77), Event(77), NodeKey.OfTransaction("/77"), NodeKey.OfTransaction("")];
            LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = keys, ByKey = true, Events = true });

            Assert.Equal(0, page.Total);
            Assert.Empty(page.Links);
            Assert.Empty(page.Events!);
            Assert.Null(page.Next);
            Assert.Equal(keys, page.ByKey!.Select(own => own.Key));
            Assert.Empty(await graph.ReplaysAsync(World.Organization, [World.Replay(77)]));
        }
    }

    [Fact]
    public async Task Organizations_AreIsolated()
    {
        OrganizationId other = OrganizationId.Parse("other");
        IGraph graph = await GraphOf(_kinds);
        Assert.Empty((await graph.LookupAsync(other, new() { Keys = [Issue(6), Trace(1), Event(1)], Filter = OfFate(FateSet.Any) })).Links);
        Assert.Empty(await graph.ReplaysAsync(other, [World.Replay(1)]));
        Assert.Empty((await graph.NeighboursAsync(other, new(Replay(1), NodeKind.Event))).Items);
        Assert.Empty(await graph.CoverageAsync(other, new()));
        Assert.Empty(await graph.LinkedAsync(other, NodeKind.Issue));

        await graph.IngestAsync(other, Batches.Of(Make.DeleteReplay(1), Make.DeleteEvents([1, 2, 3]), Make.Error(4, issue: 99, replay: 1)));

        Assert.Equal(Fate.Live, await FateAsync(graph, 1));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(7)));
        Assert.Empty(await ReplaysAsync(graph, Issue(99), OfFate(FateSet.Any)));
        Assert.Equal(1, (await graph.LookupAsync(other, new() { Keys = [Issue(99)], Filter = OfFate(FateSet.Deleted) })).Total);
    }

    [Fact]
    public async Task Batch_CanBeReused_AfterTheAnswer()
    {
        FactBatch batch = Batches.Of(Make.Error(1, issue: 5, replay: 1, transaction: "/first"));
        IGraph graph = await GraphOf();
        await graph.IngestAsync(World.Organization, batch);
        batch.Clear();
        batch.Add(Make.Segment(1, urls: ["/other"]));
        await graph.IngestAsync(World.Organization, batch);
        batch.Clear();
        batch.Add(Make.Error(2, transaction: "/wrong"));

        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [NodeKey.OfTransaction("/first")], Events = true });

        Assert.Equal("/first", Assert.Single(page.Events!).Transaction);
        Assert.Equal(["/other"], (await ViewAsync(graph, 1))!.Urls);
    }

    [Fact]
    public async Task Reopened_AnswersTheSame()
    {
        Deck deck = Deck.Draw(1, 60);
        IGraph graph = await GraphOf(deck.Facts);
        List<string> before = await AskAllAsync(graph);

        graph = await AgainAsync(graph);
        Assert.Equal(before, await AskAllAsync(graph));
        Assert.Equal(0, (await TellAsync(graph, deck.Facts)).Accepted);

        graph = await AgainAsync(graph);
        Assert.Equal(before, await AskAllAsync(graph));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Concurrent_EqualsSerial(int seed)
    {
        // Many facts about few nodes, so that tasks contend for the same nodes.
        Deck deck = Deck.Draw(seed, 600);
        List<string> serial = await AskAllAsync(await GraphOf(deck.Facts));
        IGraph graph = await GraphOf();
        List<FactBatch> batches = [.. deck.Shuffled(seed).Batches(seed)];

        int accepted = 0;
        await ConcurrentlyAsync(batches, async (batch, cancel) =>
        {
            IngestResult result = await graph.IngestAsync(World.Organization, batch, cancel);
            Assert.Equal(batch.Count, result.Accepted + result.Duplicates + result.Expired);
            Interlocked.Add(ref accepted, result.Accepted);
        });

        Assert.InRange(accepted, 1, deck.Facts.Count);
        Assert.Equal(serial, await AskAllAsync(graph));
    }

    [Fact]
    public async Task Concurrent_IngestionAndEveryQuestion()
    {
        Deck deck = Deck.Draw(6, 400);
        IGraph graph = await GraphOf();
        Question[] questions = [.. Question.Standing()];

        int asked = 0;
        await ConcurrentlyAsync([.. deck.Batches(6)], async (batch, cancel) =>
        {
            await graph.IngestAsync(World.Organization, batch, cancel);
            for (int i = 0; i < 20; i++)
            {
                // Other tasks change the answer meanwhile. A question during a write must still be answered.
                Assert.NotNull(await questions[Interlocked.Increment(ref asked) % questions.Length].AskAsync(graph));
            }
        });

        List<string> serial = await AskAllAsync(await GraphOf(deck.Facts));
        Assert.Equal(serial, await AskAllAsync(graph));
    }

    [Fact]
    public async Task Concurrent_GrowthUnderLookups()
    {
        // Every batch adds nodes: growth is what readers could see half done.
        IGraph graph = await GraphOf();
        List<FactBatch> batches =
        [
            .. Enumerable.Range(1, Growth).Select(n => Batches.Of(
                Make.Error(n, issue: 5, trace: n, replay: n, transaction: $"/{n}"), Make.Segment(n, traces: [n, 9999], errors: [n]))),
        ];

        await ConcurrentlyAsync(batches, async (batch, cancel) =>
        {
            await graph.IngestAsync(World.Organization, batch, cancel);
            LinkPage page = await graph.LookupAsync(
                World.Organization, new() { Keys = [Issue(5), Trace(9999)], Events = true, Limit = 1000 }, cancel);
            Assert.InRange(page.Links.Count, 1, page.Total);
        });

        Assert.Equal(Growth, (await graph.LookupAsync(World.Organization, new() { Keys = [Issue(5)] })).Total);
    }

    private static Task ConcurrentlyAsync(List<FactBatch> batches, Func<FactBatch, CancellationToken, ValueTask> act) =>
        Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 16 }, act);

    private static async Task<List<string>> AskAllAsync(IGraph graph)
    {
        var answers = new List<string>();
        foreach (Question question in Question.Standing())
        {
            answers.Add($"{question.Text}\n{await question.AskAsync(graph)}");
        }

        return answers;
    }
}
