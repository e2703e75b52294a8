using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;

namespace ReplayGraph.Conformance.Suite;

/// <summary>What links an event with a replay, in any order of arrival, and how links are counted.</summary>
public abstract class EvidenceSpec : GraphFixture
{
    [Fact]
    public Task Tagged_EventCarriesTheReplaysId() => InEveryOrderAsync(
        graph => HasLinkAsync(graph, Evidence.Tagged),
        Make.Error(1, issue: 5, replay: 1, transaction: "/pay"),
        Make.Segment(1));

    [Fact]
    public Task Listed_SegmentListsTheEvent() => InEveryOrderAsync(
        graph => HasLinkAsync(graph, Evidence.Listed),
        Make.Error(1, issue: 5, transaction: "/pay"),
        Make.Segment(1, errors: [1]));

    [Fact]
    public Task Listed_SegmentOfAnotherProject() => InEveryOrderAsync(
        graph => HasLinkAsync(graph, Evidence.Listed),
        Make.Error(1, issue: 5, project: 2, transaction: "/pay"),
        Make.Segment(1, errors: [1]));

    [Fact]
    public Task Listed_EventLinkNamesTheEvent() => InEveryOrderAsync(
        graph => HasLinkAsync(graph, Evidence.Listed),
        Make.Error(1, issue: 5, project: 2, transaction: "/pay"),
        Make.Link(1, 1, project: 2),
        Make.Segment(1));

    [Fact]
    public Task Listed_EventLinkOfAnotherProjectNamesAnotherEvent() => InEveryOrderAsync(
        async graph => Assert.Empty(await LinksAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, project: 2),
        Make.Link(1, 1, project: 1),
        Make.Segment(1));

    [Fact]
    public Task Trace_BothShareIt() => InEveryOrderAsync(
        async graph =>
        {
            await HasLinkAsync(graph, Evidence.Trace);
            Assert.Equal(await LinkAsync(graph, Issue(5)), await LinkAsync(graph, Trace(1)));
        },
        Make.Error(1, issue: 5, trace: 1, transaction: "/pay"),
        Make.Segment(1, traces: [1]));

    [Fact]
    public Task All_CountOneEvent() => InEveryOrderAsync(
        graph => HasLinkAsync(graph, Evidence.Trace | Evidence.Direct),
        Make.Error(1, issue: 5, trace: 1, replay: 1, transaction: "/pay"),
        Make.Segment(1, traces: [1]),
        Make.Segment(1, 1, errors: [1]),
        Make.Link(1, 1));

    [Fact]
    public Task LaterSegment_AddsItsTrace() => InEveryOrderAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, trace: 2),
        Make.Segment(1, traces: [1]),
        Make.Segment(1, 1, traces: [3, 2]));

    [Fact]
    public async Task Unrelated_AreNotLinked()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1, replay: 2), Make.Segment(1, traces: [2], errors: [2]));

        Assert.Empty(await LinksAsync(graph, Issue(5)));
        Assert.Empty(await LinksAsync(graph, Event(1)));
        Assert.Empty(await LinksAsync(graph, Trace(1)));
    }

    [Fact]
    public Task OneTrace_OfManyEventsAndReplays() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([1, 2], await ReplaysAsync(graph, NodeKey.OfTransaction("/pay")));
            Assert.All(await LinksAsync(graph, Trace(1)), link => Assert.Equal(2, link.Events));
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Transaction(2, "/pay", trace: 1),
        Make.Segment(1, traces: [1]),
        Make.Segment(2, traces: [1], project: 2));

    [Fact]
    public Task Counts_AreOfDistinctEvents() => InEveryOrderAsync(
        async graph =>
        {
            // Event 1 was reprocessed into another issue. Project 2 has a different event with the same id.
            Assert.Equal(2, (await LinkAsync(graph, Trace(1))).Events);
            Assert.Equal(2, (await LinkAsync(graph, Event(1))).Events);
            Assert.Equal(1, (await LinkAsync(graph, Issue(5))).Events);
            Assert.Equal(2, (await LinkAsync(graph, Issue(6))).Events);
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(1, issue: 6, trace: 1),
        Make.Error(1, issue: 6, trace: 1, project: 2),
        Make.Segment(1, traces: [1]));

    [Fact]
    public Task Seen_IsTheEarliestAndTheLatestEvent() => InEveryOrderAsync(
        async graph =>
        {
            Link link = await LinkAsync(graph, Issue(5));
            Assert.Equal((3, World.At(-30), World.At(-10)), (link.Events, link.FirstSeen, link.LastSeen));
        },
        Make.Error(1, issue: 5, trace: 1, at: -20),
        Make.Error(2, issue: 5, replay: 1, at: -10),
        Make.Error(3, issue: 5, trace: 1, at: -30),
        Make.Segment(1, traces: [1]));

    [Fact]
    public Task ObservedAgain_TheLaterReceivedWins() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal(Evidence.Listed, (await LinkAsync(graph, Issue(5))).Evidence);
            Assert.Equal([2], await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([2], await ReplaysAsync(graph, Event(1)));
            Assert.Empty(await LinksAsync(graph, NodeKey.OfTransaction("/old")));
            Assert.Equal([2], await ReplaysAsync(graph, NodeKey.OfTransaction("/new")));
        },
        Make.Error(1, issue: 5, trace: 1, replay: 1, received: -30, transaction: "/old"),
        Make.Error(1, issue: 5, trace: 2, received: -29, transaction: "/new"),
        Make.Segment(1, traces: [1]),
        Make.Segment(2, errors: [1]));

    [Fact]
    public async Task ObservedAgain_ReceivedAtOnce_TheGreaterEncodingWins()
    {
        var one = Make.Error(1, issue: 5, replay: 1);
        var two = Make.Error(1, issue: 5, replay: 2);
        int winner = Batches.Compare(one, two) > 0 ? 1 : 2;
        await InEveryOrderAsync(
            async graph => Assert.Equal([winner], await ReplaysAsync(graph, Issue(5))), one, two, Make.Segment(1), Make.Segment(2));
    }

    [Fact]
    public Task ListedTrace_ThatHasNoEvents_AnswersForItself() => InEveryOrderAsync(
        async graph => Assert.Equal(
            new Link(World.Replay(1), World.Project(1), Fate.Live, World.At(-55), World.At(-50), Evidence.Trace, 0, default, default),
            await LinkAsync(graph, Trace(1))),
        Make.Segment(1, traces: [1], start: -55),
        Make.Error(1, issue: 5, trace: 2));

    [Fact]
    public Task ListedEvent_NotIngestedYet_AnswersForItself() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal([1, 2], await ReplaysAsync(graph, Event(1)));
            Assert.All(await LinksAsync(graph, Event(1)), link => Assert.Equal((Evidence.Listed, 0), (link.Evidence, link.Events)));
        },
        Make.Segment(1, errors: [1]),
        Make.Segment(2),
        Make.Link(2, 1));

    [Fact]
    public async Task ListedTrace_WhoseEventsAreFilteredOut_AnswersNothing()
    {
        IGraph graph = await GraphOf(Make.Segment(1, traces: [1]), Make.Error(1, trace: 1, project: 2));

        Assert.Equal([1], await ReplaysAsync(graph, Trace(1)));
        Assert.Empty(await LinksAsync(graph, Trace(1), new() { Projects = new HashSet<ProjectId> { World.Project(1) } }));
    }

    [Fact]
    public async Task ListedTrace_WhoseEventIsDeleted_AnswersForItselfAgain()
    {
        IGraph graph = await GraphOf(Make.Segment(1, traces: [1]), Make.Error(1, trace: 1), Make.DeleteEvents([1]));

        Assert.Equal(0, (await LinkAsync(graph, Trace(1))).Events);
    }

    private static async Task HasLinkAsync(IGraph graph, Evidence evidence)
    {
        var expected = new Link(
            World.Replay(1), World.Project(1), Fate.Live, World.At(-50), World.At(-50), evidence, 1, World.At(-60), World.At(-60));
        Assert.Equal(expected, await LinkAsync(graph, Issue(5)));
        Assert.Equal(expected, await LinkAsync(graph, Event(1)));
        Assert.Equal(expected, await LinkAsync(graph, NodeKey.OfTransaction("/pay")));
    }
}
