using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>What is not evidence: shared traces, the traces of events that name a replay of their own, and what is out of time.</summary>
public abstract class NoEvidenceSpec : SiblingSpec
{
    private static readonly LinkFilter _stale = new() { Evidence = Evidence.Stale }, _shared = new() { Evidence = Evidence.Shared };

    [Fact]
    public Task Named_AnEventHasNoOtherReplayByItsTrace() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([1], await ReplaysAsync(graph, Event(1)));
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(6)));
        },
        Make.Error(1, issue: 5, trace: 1, replay: 1),
        Make.Error(2, issue: 6, trace: 1),
        Make.Segment(1),
        Make.Segment(2, traces: [1]));

    [Fact]
    public Task Named_ByAReplayThatIsNotThere_DoesNotExclude() => InEveryOrderAsync(
        async graph => Assert.Equal([2], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, trace: 1, replay: 1),
        Make.Segment(2, traces: [1]));

    [Fact]
    public Task Named_ByAReplayThatIsGone_ExcludesIfItHadSegments() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal([3], await ReplaysAsync(graph, Issue(5)));
            Assert.Empty(await ReplaysAsync(graph, Issue(6)));
        },
        Make.Error(1, issue: 5, trace: 1, replay: 1),
        Make.Archive(1),
        Make.Error(2, issue: 6, trace: 1, replay: 2),
        Make.Segment(2),
        Make.Archive(2),
        Make.Segment(3, traces: [1]));

    [Fact]
    public Task Named_ByAStaleId_DoesNotExclude() => InEveryOrderAsync(
        async graph => Assert.Equal([2], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, trace: 1, replay: 1),
        Make.Segment(1, at: -300),
        Make.Segment(2, traces: [1]));

    [Theory]
    [InlineData(-120, -60, false)]
    [InlineData(-121, -60, true)]
    [InlineData(-60, 0, false)]
    [InlineData(-60, -121, true)]
    public Task Stale_MoreThanAnHourAway(int replayAt, int eventAt, bool isStale) => InEveryOrderAsync(
        async graph =>
        {
            foreach (NodeKey key in new[] { Issue(5), Event(1), Trace(1) })
            {
                Assert.Equal(isStale ? [] : [1], await ReplaysAsync(graph, key));
                Assert.Equal(isStale ? [1] : [], await ReplaysAsync(graph, key, _stale));
            }
        },
        Make.Error(1, issue: 5, trace: 1, replay: 1, at: eventAt),
        Make.Segment(1, traces: [1], at: replayAt));

    [Fact]
    public Task Stale_ListedIsNever() => InEveryOrderAsync(
        async graph => Assert.Equal(Evidence.Listed, (await LinkAsync(graph, Issue(5))).Evidence),
        Make.Error(1, issue: 5, replay: 1),
        Make.Segment(1, errors: [1], at: -600));

    [Fact]
    public Task Stale_ALateSegmentMovesTheEnd() => InEveryOrderAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, replay: 1),
        Make.Segment(1, at: -600),
        Make.Segment(1, 1, at: -70));

    [Fact]
    public Task Stale_APendingReplayHasNoTime() => InEveryOrderAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Pending))),
        Make.Error(1, issue: 5, replay: 1, at: -6000));

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    public async Task Shared_MoreThanSixteenReplaysListIt(int replays)
    {
        IFact[] facts =
        [
            Make.Error(1, issue: 5, trace: 1, transaction: "/pay"),
            .. Enumerable.Range(1, replays).Select(n => (IFact)Make.Segment(n, traces: [1])),
            Make.Error(2, issue: 5, trace: 1, replay: 3),
        ];
        foreach (IFact[] order in new[] { facts, [.. facts.Reverse()], [facts[^1], .. facts[..^1]] })
        {
            IGraph graph = await GraphOf();
            foreach (IFact fact in order)
            {
                await TellAsync(graph, fact);
            }

            await AssertSharedAsync(graph, replays);
        }
    }

    [Fact]
    public async Task Shared_TaggedAndListedReplaysCountToo()
    {
        IGraph graph = await GraphOf(
        [
            Make.Error(1, issue: 5, trace: 1),
            .. Enumerable.Range(1, 6).Select(n => (IFact)Make.Error(10 + n, issue: 6, trace: 1, replay: n)),
            .. Enumerable.Range(1, 6).Select(n => (IFact)Make.Error(20 + n, issue: 7, trace: 1)),
            .. Enumerable.Range(1, 6).Select(n => (IFact)Make.Segment(6 + n, errors: [20 + n])),
            .. Enumerable.Range(1, 6).Select(n => (IFact)Make.Segment(n)),
            .. Enumerable.Range(13, 4).Select(n => (IFact)Make.Segment(n, traces: [1])),
        ]);
        Assert.Equal(16, (await LinksAsync(graph, Issue(5))).Count);

        // An event that comes late counts, though it is superseded.
        await TellAsync(graph, Make.Error(11, issue: 6, trace: 1, replay: 99, received: -90));

        Assert.Empty(await LinksAsync(graph, Issue(5)));
        Assert.Equal(6, (await LinksAsync(graph, Issue(6))).Count);
        Assert.Equal(6, (await LinksAsync(graph, Issue(7))).Count);
    }

    [Fact]
    public async Task Shared_StaysSo_WhenItsReplaysEnd()
    {
        IGraph graph = await GraphOf(
        [
            Make.Error(1, issue: 5, trace: 1),
            .. Enumerable.Range(1, 17).Select(n => (IFact)Make.Segment(n, traces: [1])),
            Make.DeleteReplay(1),
            Make.Archive(2),
        ]);

        Assert.Empty(await LinksAsync(graph, Issue(5), OfFate(FateSet.Any)));
    }

    private async Task AssertSharedAsync(IGraph graph, int replays)
    {
        bool isShared = replays > 16;
        LinkPage page = await graph.LookupAsync(
            World.Organization, new() { Keys = [Issue(5)], ByKey = true, Limit = LookupQuery.MaxLimit });
        Assert.Equal((isShared ? 1 : replays, isShared ? 1 : 0), (page.Total, page.SharedTraces));
        Assert.Equal(isShared ? 1 : 0, Assert.Single(page.ByKey!).SharedTraces);
        Assert.Equal(isShared ? [] : Enumerable.Range(1, replays), await ReplaysAsync(graph, NodeKey.OfTransaction("/pay")));
        Assert.Equal(isShared ? [] : Enumerable.Range(1, replays), await ReplaysAsync(graph, Event(1)));
        Assert.Equal(isShared ? Enumerable.Range(1, replays) : [], await ReplaysAsync(graph, Issue(5), _shared));
        Assert.Equal(isShared ? Enumerable.Range(1, replays) : [], await ReplaysAsync(graph, Event(1), _shared));
        IReadOnlyList<Link> all = await LinksAsync(graph, Trace(1));
        Assert.Equal(replays, all.Count);
        Assert.Equal((World.Replay(3), Evidence.Tagged), (all[0].ReplayId, all[0].Evidence & Evidence.Direct));
        Assert.Equal(isShared, all[^1].Evidence == Evidence.Shared);
        NeighbourPage traces = await graph.NeighboursAsync(World.Organization, new(Replay(2), NodeKind.Trace));
        Assert.Equal([Trace(1)], traces.Items.Select(one => one.Node));
    }
}
