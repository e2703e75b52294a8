using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Merges, unmerges, deletions and moves: the cut-off decides, not the order. Event n is linked with replay n.</summary>
public abstract class IssueSpec : FateSpec
{
    private static readonly SegmentFact[] _replays = [Make.Segment(1), Make.Segment(2), Make.Segment(3)];

    [Fact]
    public Task Merge_TakesEventsReceivedBeforeTheCutOff() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(6)));
            Assert.Equal([3], await ReplaysAsync(graph, Issue(5), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1, received: -30),
        Make.Error(2, issue: 5, replay: 2, received: -20),
        Make.Error(3, issue: 5, replay: 3, received: -19),
        Make.Merge([5], 6, at: -20));

    [Fact]
    public Task Merge_OfAnotherProject_TakesNothing() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Empty(await ReplaysAsync(graph, Issue(6)));
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Merge([5], 6, project: 2));

    [Fact]
    public Task Merge_SourceAnswersForItsTarget_UnlessStrict() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(5)));
            Assert.Empty(await ReplaysAsync(graph, Issue(5), strict: true));
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(6), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Error(2, issue: 6, replay: 2),
        Make.Merge([5, 4], 6));

    [Fact]
    public Task Merge_AfterMerge() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(7), strict: true));
            Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(5)));
            Assert.Empty(await ReplaysAsync(graph, Issue(6), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Error(2, issue: 6, replay: 2),
        Make.Merge([5], 6, at: -20),
        Make.Merge([6], 7, at: -10));

    [Fact]
    public Task Merge_BeforeTheMergeIntoItsSource_DoesNotChain() => AfterReplaysAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(6), strict: true)),
        Make.Error(1, issue: 5, replay: 1),
        Make.Merge([6], 7, at: -21),
        Make.Merge([5], 6, at: -20));

    [Fact]
    public Task Merge_InACircle_Ends() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5), strict: true));
            Assert.Equal([1], await ReplaysAsync(graph, Issue(6)));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Merge([5], 6, at: -20),
        Make.Merge([6], 5, at: -10));

    [Fact]
    public Task Unmerge_TakesTheHashes() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(8), strict: true));
            Assert.Equal([2], await ReplaysAsync(graph, Issue(6), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1, hash: 1),
        Make.Error(2, issue: 5, replay: 2, hash: 2),
        Make.Merge([5], 6, at: -20),
        Make.Unmerge(6, 8, [1, 3], at: -10));

    [Fact]
    public Task Unmerge_BeforeTheMerge_TakesNothing() => AfterReplaysAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(6), strict: true)),
        Make.Error(1, issue: 5, replay: 1, hash: 1),
        Make.Merge([5], 6, at: -10),
        Make.Unmerge(6, 8, [1], at: -20));

    [Fact]
    public Task Unmerge_LeavesLaterEvents() => AfterReplaysAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(5), strict: true)),
        Make.Error(1, issue: 5, replay: 1, hash: 1, received: -9),
        Make.Unmerge(5, 8, [1], at: -10));

    [Fact]
    public Task Delete_RemovesEventsReceivedBeforeTheCutOff_Everywhere() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([2], await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([2], await ReplaysAsync(graph, Trace(1)));
            Assert.Equal([2], await ReplaysAsync(graph, NodeKey.OfTransaction("/pay")));
            Assert.Empty(await ReplaysAsync(graph, Event(1), new() { Fates = Links.FateSet.Any }));
        },
        Make.Error(1, issue: 5, trace: 1, replay: 1, received: -20, transaction: "/pay"),
        Make.Error(2, issue: 5, trace: 1, replay: 2, received: -19, transaction: "/pay"),
        Make.DeleteIssues([5, 6], at: -20));

    [Fact]
    public Task Delete_OfTheMergeTarget() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Empty(await ReplaysAsync(graph, Issue(6)));
            Assert.Equal([2], await ReplaysAsync(graph, Issue(5), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1, received: -40),
        Make.Error(2, issue: 5, replay: 2, received: -25),
        Make.Merge([5], 6, at: -30),
        Make.DeleteIssues([6], at: -20));

    [Fact]
    public Task AtOneTime_MergeComesBeforeUnmergeBeforeDelete() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(7), strict: true));
            Assert.Empty(await ReplaysAsync(graph, Issue(6), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1, hash: 1),
        Make.DeleteIssues([6]),
        Make.Unmerge(6, 7, [1]),
        Make.Merge([5], 6));

    [Fact]
    public Task Tombstone_TakesTheEvent() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([2], await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([3], await ReplaysAsync(graph, Issue(6)));
            Assert.Equal([3], await ReplaysAsync(graph, Event(1)));
        },
        Make.Error(1, issue: 5, replay: 1, received: -20),
        Make.Error(2, issue: 5, replay: 2, received: -19),
        Make.Error(1, issue: 6, replay: 3, received: -19),
        Make.DeleteEvents([1, 2], at: -20));

    [Fact]
    public Task Tombstone_WithAHash_LeavesReinsertedEvents() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Empty(await ReplaysAsync(graph, Issue(5)));
            Assert.Equal([2], await ReplaysAsync(graph, Issue(6)));
            Assert.Equal([2], await ReplaysAsync(graph, Event(1)));
        },
        Make.Error(1, issue: 5, replay: 1, hash: 1),
        Make.Error(1, issue: 6, replay: 2, hash: 2),
        Make.DeleteEvents([1], hash: 1));

    [Fact]
    public Task Tombstone_OfAnotherProject_TakesNothing() => AfterReplaysAsync(
        async graph => Assert.Equal([1], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, replay: 1),
        Make.DeleteEvents([1], project: 2));

    [Fact]
    public Task Tombstone_ThenObservedAgain_Returns() => AfterReplaysAsync(
        async graph => Assert.Equal([2], await ReplaysAsync(graph, Issue(5))),
        Make.Error(1, issue: 5, replay: 1, received: -30),
        Make.Error(1, issue: 5, replay: 2, received: -10),
        Make.DeleteEvents([1], at: -20));

    [Fact]
    public Task Move_TakesEventsReceivedBeforeTheCutOff() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(7), strict: true));
            Assert.Equal([2, 3], await ReplaysAsync(graph, Issue(5), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1, received: -20),
        Make.Error(2, issue: 5, replay: 2, received: -19),
        Make.Error(3, issue: 5, replay: 3, project: 2),
        Make.Move([1, 2, 3], 7, at: -20));

    [Fact]
    public Task Move_OutlivesEarlierMergesAndFollowsLaterOnes() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(9), strict: true));
            Assert.Empty(await ReplaysAsync(graph, Issue(6), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Merge([5, 7], 6, at: -20),
        Make.Move([1], 7, at: -20),
        Make.Merge([7], 9, at: -19));

    [Fact]
    public Task Moves_TheLatestWins_ThenTheGreaterIssue() => AfterReplaysAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(9), strict: true));
            Assert.Equal([2], await ReplaysAsync(graph, Issue(7), strict: true));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Error(2, issue: 5, replay: 2),
        Make.Move([1, 2], 8, at: -20),
        Make.Move([1], 9, at: -20),
        Make.Move([2], 7, at: -19));

    [Fact]
    public async Task Move_LeavesEventsWithoutIssue()
    {
        IGraph graph = await GraphOf([Make.Transaction(1, "/pay", replay: 1), Make.Move([1], 7), .. _replays.Cast<IFact>()]);

        Assert.Empty(await ReplaysAsync(graph, Issue(7)));
        Assert.Equal([1], await ReplaysAsync(graph, NodeKey.OfTransaction("/pay")));
    }

    [Fact]
    public async Task MovedEvent_IsShownUnderItsIssue()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, replay: 1), Make.Move([1], 7), Make.Segment(1));

        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [Event(1)], Events = true });

        Assert.Equal(World.Issue(7), Assert.Single(page.Events!).IssueId);
    }

    // The replays always come last. Each further fact would multiply the number of orders.
    private Task AfterReplaysAsync(Func<IGraph, Task> check, params IFact[] facts) => InEveryOrderAsync(
        async graph =>
        {
            await TellAsync(graph, _replays.Cast<IFact>());
            await check(graph);
        },
        facts);
}
