using ReplayGraph.Conformance.Generation;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>The events that coverage counts under an outcome: exactly those, latest first.</summary>
public abstract class CoverageEventSpec : CoverageSpec
{
    [Fact]
    public async Task EachOutcome_HasTheEventThatItCounts()
    {
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(1, trace: 1),
            Make.Error(2, trace: 2),
            Make.Error(3, replay: 9),
            Make.Error(4, trace: 4),
            Make.Error(5, replay: 1, at: -200),
            Make.Error(6, trace: 5),
            Make.Error(7, trace: 3),
            Make.Error(8),
        ]);

        Outcome[] bestFirst =
        [
            Outcome.Linked, Outcome.Partial, Outcome.Pending, Outcome.Gone, Outcome.Stale, Outcome.Shared, Outcome.Unseen, Outcome.Unnamed,
        ];
        for (int i = 0; i < bestFirst.Length; i++)
        {
            Assert.Equal((bestFirst[i], $"{i + 1}"), (bestFirst[i], await NumbersAsync(graph, bestFirst[i])));
        }
    }

    [Fact]
    public async Task LatestComesFirst_ThenById_UpToTheLimit()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, at: -30), Make.Error(2, at: -10), Make.Error(3, at: -20), Make.Error(4, at: -20), Make.Error(5, at: -40));
        int[] sameTime = World.Event(3).Value < World.Event(4).Value ? [3, 4] : [4, 3];

        Assert.Equal($"2 {string.Join(' ', sameTime)} 1 5", await NumbersAsync(graph, Outcome.Unnamed));
        Assert.Equal($"2 {sameTime[0]}", await NumbersAsync(graph, Outcome.Unnamed, limit: 2));
    }

    [Fact]
    public async Task AnEvent_IsShownOnceInARow_WithItsBestOutcome()
    {
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(1, issue: 5, trace: 1, at: -40),
            Make.Error(1, issue: 6, trace: 3, at: -30),
            Make.Error(2, issue: 5, trace: 6, at: -40),
            Make.Error(2, issue: 6, trace: 6, at: -30),
            Make.Error(2, issue: 7, trace: 6, project: 2),
        ]);

        EventView linked = Assert.Single(await graph.CoverageEventsAsync(World.Organization, new(), Outcome.Linked, 10));
        Assert.Equal((World.Event(1), World.Issue(5)), (linked.EventId, linked.IssueId));
        Assert.Equal(
            [(World.Event(2), World.Issue(6)), (World.Event(2), World.Issue(7))],
            (await graph.CoverageEventsAsync(World.Organization, new(), Outcome.Unseen, 10)).Select(view => (view.EventId, view.IssueId)));
    }

    [Fact]
    public async Task ManyBetterOutcomes_DoNotHideALaterExample()
    {
        // Seen alone, each of 20 events is unseen; another observation of each is linked.
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(30, trace: 6, at: -90),
            .. Enumerable.Range(1, 20).Select(n => Make.Error(n, issue: 5, trace: 1, at: -n)),
            .. Enumerable.Range(1, 20).Select(n => Make.Error(n, issue: 6, trace: 3, at: -n)),
        ]);

        Assert.Equal("30", await NumbersAsync(graph, Outcome.Unseen, limit: 1));
    }

    [Fact]
    public async Task Query_NarrowsTheEvents()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, platform: "javascript"), Make.Error(2, issue: 6, at: -30), Make.Error(3, issue: 6, project: 2), Make.Merge([5], 6));
        HashSet<ProjectId> project1 = [World.Project(1)];

        Assert.Equal("1", await NumbersAsync(graph, Outcome.Unnamed, query: new() { Backend = false }));
        Assert.Equal("3", await NumbersAsync(graph, Outcome.Unnamed, query: new() { Projects = new HashSet<ProjectId> { World.Project(2) } }));
        Assert.Equal("2 1", await NumbersAsync(graph, Outcome.Unnamed, query: new() { Visible = project1, Issue = World.Issue(5) }));
        Assert.Empty(await NumbersAsync(graph, Outcome.Linked));
    }

    [Fact]
    public async Task Event_IsShownWithoutAReplay()
    {
        IGraph graph = await GraphOf(Make.Segment(1), Make.Error(1, replay: 1));

        EventView shown = Assert.Single(await graph.CoverageEventsAsync(World.Organization, new(), Outcome.Linked, 10));
        Assert.Equal((default, World.Replay(1)), (shown.ReplayId, shown.TaggedReplayId));
    }

    private static async Task<string> NumbersAsync(IGraph graph, Outcome outcome, int limit = 100, CoverageQuery? query = null) => string.Join(
        ' ', (await graph.CoverageEventsAsync(World.Organization, query ?? new(), outcome, limit)).Select(view => World.Number(view.EventId)));
}
