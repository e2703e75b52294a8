using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Siblings: another event of the trace names the replay. It is what applications without tracing live on.</summary>
public abstract class SiblingSpec : EvidenceSpec
{
    private static readonly LinkFilter _siblings = new() { Evidence = Evidence.Sibling };

    [Fact]
    public Task Sibling_OfATaggedEvent() => InEveryOrderAsync(
        async graph =>
        {
            await IsSiblingAsync(graph, Issue(5));
            await IsSiblingAsync(graph, Event(1));
            await IsSiblingAsync(graph, NodeKey.OfTransaction("/pay"));
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5), _siblings));
            Assert.Empty(await LinksAsync(graph, Issue(6), _siblings));
            Assert.Equal((2, Evidence.Tagged | Evidence.Sibling), await TraceAsync(graph));
        },
        Make.Error(1, issue: 5, trace: 1, transaction: "/pay", project: 2),
        Make.Error(2, issue: 6, trace: 1, replay: 1),
        Make.Segment(1));

    [Fact]
    public Task Sibling_OfAListedEvent() => InEveryOrderAsync(
        async graph =>
        {
            await IsSiblingAsync(graph, Issue(5));
            Assert.Equal((2, Evidence.Listed | Evidence.Sibling), await TraceAsync(graph));
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1),
        Make.Segment(1, errors: [2]));

    [Fact]
    public Task Sibling_OfAnEventLinkOfAnotherProject_Is_Not() => InEveryOrderAsync(
        async graph => Assert.Empty(await LinksAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1),
        Make.Link(1, 2, project: 2),
        Make.Segment(1));

    [Fact]
    public Task Sibling_WhoseTraceTheReplayLists_IsLinkedByTrace() => InEveryOrderAsync(
        async graph => Assert.Equal(Evidence.Trace, (await LinkAsync(graph, Issue(5))).Evidence),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1, replay: 1),
        Make.Segment(1, traces: [1]));

    [Fact]
    public Task Sibling_RanksLast() => InEveryOrderAsync(
        async graph => Assert.Equal([Evidence.Trace, Evidence.Sibling], (await LinksAsync(graph, Issue(5))).Select(link => link.Evidence)),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1, replay: 1),
        Make.Segment(1),
        Make.Segment(2, traces: [1]));

    [Theory]
    [InlineData("superseded")]
    [InlineData("moved to another trace")]
    [InlineData("deleted")]
    [InlineData("of a deleted issue")]
    public Task Sibling_WhoseNamingEventIsGone_IsGone(string how) => InEveryOrderAsync(
        async graph =>
        {
            Assert.Empty(await LinksAsync(graph, Issue(5)));
            Assert.Empty(await LinksAsync(graph, Event(1)));
            NeighbourPage issues = await graph.NeighboursAsync(World.Organization, new(Replay(1), NodeKind.Issue));
            Assert.DoesNotContain(issues.Items, one => one.Node == Issue(5));
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1, replay: 1, received: -40),
        Make.Segment(1),
        how switch
        {
            "superseded" => Make.Error(2, issue: 6, trace: 1, received: -30),
            "moved to another trace" => Make.Error(2, issue: 6, trace: 2, replay: 1, received: -30),
            "deleted" => Make.DeleteEvents([2]),
            _ => Make.DeleteIssues([6]),
        });

    [Fact]
    public Task Sibling_WithAnotherNamingEvent_Stays() => InEveryOrderAsync(
        async graph => await IsSiblingAsync(graph, Issue(5)),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(2, issue: 6, trace: 1, replay: 1),
        Make.Error(3, issue: 6, trace: 1, replay: 1),
        Make.Segment(1),
        Make.DeleteEvents([2]));

    [Fact]
    public async Task Sibling_WhoseNamingEventExpires_IsGone()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, trace: 1), Make.Error(2, issue: 6, trace: 1, replay: 1, days: 1), Make.Segment(1));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));

        Time.AdjustTime(World.At(World.Day - 60).ToDate());

        Assert.Empty(await LinksAsync(graph, Issue(5)));
    }

    [Fact]
    public async Task Sibling_InALargeIssue_IsGoneWithItsNamingEvent()
    {
        IGraph graph = await GraphOf(
        [
            .. Enumerable.Range(1, 40).Select(n => (IFact)Make.Error(n, issue: 5, trace: n)),
            .. Enumerable.Range(1, 40).Select(n => (IFact)Make.Error(100 + n, issue: 6, trace: n, replay: n)),
            .. Enumerable.Range(1, 40).Select(n => (IFact)Make.Segment(n)),
        ]);
        for (int i = 0; i < 3; i++)
        {
            // Hosts cache the rankings of large issues.
            Assert.Equal(40, (await LinksAsync(graph, Issue(5))).Count);
        }

        await TellAsync(graph, Make.DeleteEvents([101]));
        Assert.Equal(39, (await LinksAsync(graph, Issue(5))).Count);
        await TellAsync(graph, Make.Error(102, issue: 6, trace: 2, received: -30));
        Assert.Equal(38, (await LinksAsync(graph, Issue(5))).Count);
        await TellAsync(graph, Make.DeleteIssues([6]));
        Assert.Empty(await LinksAsync(graph, Issue(5)));
    }

    private static async Task IsSiblingAsync(IGraph graph, NodeKey key)
    {
        Link link = await LinkAsync(graph, key);
        Assert.Equal((World.Replay(1), Evidence.Sibling, 1), (link.ReplayId, link.Evidence, link.Events));
    }

    private static async Task<(int Events, Evidence Evidence)> TraceAsync(IGraph graph)
    {
        Link link = await LinkAsync(graph, Trace(1));
        return (link.Events, link.Evidence);
    }
}
