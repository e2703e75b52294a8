using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>The fates of replays, and their views.</summary>
public abstract class FateSpec : KnownSpec
{
    [Fact]
    public async Task Pending_UntilASegmentComes()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, replay: 1), Make.Link(2, 1));

        Assert.Empty(await LinksAsync(graph, Issue(5)));
        Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Pending)));
        ReplayView view = (await ViewAsync(graph, 1))!;
        Assert.Empty(view.ArchivedAt);
        Assert.Equal(
            new ReplayView(World.Replay(1), Fate.Pending, default) { Urls = [], ArchivedAt = [] },
            view with { Urls = [], ArchivedAt = [] });
        Assert.Equal(Fate.Pending, await FateAsync(graph, 2));
        Assert.Null(await FateAsync(graph, 3));
    }

    [Fact]
    public async Task Partial_UntilSegment0Comes()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1), Make.Segment(1, 1, traces: [1]));
        Assert.Equal(Fate.Partial, await FateAsync(graph, 1));
        Assert.Empty(await LinksAsync(graph, Issue(5)));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Partial)));

        await TellAsync(graph, Make.Segment(1, 0, at: -52));

        Assert.Equal(Fate.Live, await FateAsync(graph, 1));
        Link link = await LinkAsync(graph, Issue(5));
        Assert.Equal((World.At(-52), World.At(-50)), (link.StartedAt, link.FinishedAt));
    }

    [Theory]
    [InlineData(-51, -51)]
    [InlineData(-50 - 1440, -50 - 1440)]
    [InlineData(-50 - 1441, -50)]
    [InlineData(-40, -50)]
    public async Task Started_WithItsFirstSegment_IfTheStartIsImplausible(int start, int started)
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, replay: 1), Make.Segment(1, 0, start: start), Make.Segment(1, 1, at: -48, start: start));

        Link link = await LinkAsync(graph, Issue(5));
        Assert.Equal((World.At(started), World.At(-48)), (link.StartedAt, link.FinishedAt));
        Assert.Equal(World.At(started), (await ViewAsync(graph, 1))!.StartedAt);
    }

    [Fact]
    public Task WithoutASegmentNumber_ListsLikeAnyOther() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));
            ReplayView view = (await ViewAsync(graph, 1))!;
            Assert.Equal((Fate.Live, 1, 2, 1), (view.Fate, view.Segments, view.Traces, view.Errors));
            Assert.Equal(["/0", "/a", "/b", "/c", "/d"], view.Urls);
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Segment(1, 0, urls: ["/0"]),
        Make.Segment(1, SegmentFact.NoSegment, traces: [2], urls: ["/c", "/b"], at: -49),
        Make.Segment(1, SegmentFact.NoSegment, traces: [1], errors: [3], urls: ["/a", "/c"], at: -49),
        Make.Segment(1, SegmentFact.NoSegment, urls: ["/d"], at: -48));

    [Fact]
    public async Task WithoutASegmentNumber_IsNotSegment0()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1), Make.Segment(1, SegmentFact.NoSegment, traces: [1]));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Partial)));
        Assert.Equal(0, (await ViewAsync(graph, 1))!.Segments);
    }

    [Fact]
    public Task Archived_BeforeOrAfter() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal(Fate.Archived, await FateAsync(graph, 1));
            Assert.Empty(await LinksAsync(graph, Issue(5)));
            Link link = await LinkAsync(graph, Issue(5), OfFate(FateSet.Archived));
            Assert.Equal((Fate.Archived, World.Project(1), World.At(-50)), (link.Fate, link.ProjectId, link.FinishedAt));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Segment(1),
        Make.Archive(1));

    [Fact]
    public Task Deleted_BeforeOrAfter_ForGood() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal(Fate.Deleted, await FateAsync(graph, 1));
            Assert.Empty(await LinksAsync(graph, Issue(5)));
            Assert.Empty(await LinksAsync(graph, Issue(5), OfFate(FateSet.Any & ~FateSet.Deleted)));
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Deleted)));
        },
        Make.Error(1, issue: 5, replay: 1),
        Make.Segment(1, at: -1),
        Make.Archive(1),
        Make.DeleteReplay(1, at: -40));

    [Fact]
    public Task Deleted_InItsProject() => InEveryOrderAsync(
        async graph => Assert.Equal(Fate.Deleted, await FateAsync(graph, 1)),
        Make.Error(1, issue: 5, replay: 1),
        Make.Segment(1, project: 2),
        Make.DeleteReplay(1, project: 2));

    [Fact]
    public Task Deleted_InAnotherProject_Stays() => InEveryOrderAsync(
        async graph => Assert.Equal(Fate.Live, await FateAsync(graph, 1)),
        Make.Error(1, issue: 5, replay: 1, project: 2),
        Make.Segment(1),
        Make.DeleteReplay(1, project: 2));

    [Fact]
    public async Task Deleted_WhilePending_OnlyWithoutProject()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, replay: 1),
            Make.Error(2, replay: 2),
            Make.DeleteReplay(1, project: 1),
            Make.DeleteReplay(2),
            Make.DeleteReplay(3));

        Assert.Equal(Fate.Pending, await FateAsync(graph, 1));
        Assert.Equal(Fate.Deleted, await FateAsync(graph, 2));
        Assert.Equal(Fate.Deleted, await FateAsync(graph, 3));
    }

    [Fact]
    public async Task Expired_WhenTheLongestKeptSegmentIs()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, replay: 1, days: 365), Make.Segment(1, days: 30), Make.Segment(1, 1, at: -40, days: 1));

        Time.AdjustTime(World.At(-50 + (30 * World.Day) - 1).ToDate());
        Assert.Equal(Fate.Live, await FateAsync(graph, 1));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));

        Time.AdjustTime(World.At(-50 + (30 * World.Day)).ToDate());
        Assert.Empty(await LinksAsync(graph, Issue(5)));
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5), OfFate(FateSet.Expired)));
    }

    [Fact]
    public async Task ExpiredEvent_IsGone()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, trace: 1, days: 1),
            Make.Error(2, issue: 5, trace: 1, at: -50),
            Make.Segment(1, traces: [1], days: 365));
        Assert.Equal(2, (await LinkAsync(graph, Issue(5))).Events);

        Time.AdjustTime(World.At(World.Day - 60).ToDate());
        Assert.Equal(1, (await LinkAsync(graph, Issue(5))).Events);
        Assert.Empty(await LinksAsync(graph, Event(1), OfFate(FateSet.Any)));

        Time.AdjustTime(World.At((90 * World.Day) - 50).ToDate());
        Assert.Empty(await LinksAsync(graph, Issue(5)));
    }

    [Fact]
    public Task View_IsOfAllSegments() => InEveryOrderAsync(
        async graph =>
        {
            ReplayView view = (await ViewAsync(graph, 1))!;
            Assert.Equal(["/a", "/b", "/c"], view.Urls);
            Assert.Equal(
                new ReplayView(World.Replay(1), Fate.Live, World.Project(2))
                {
                    StartedAt = World.At(-90),
                    FinishedAt = World.At(-20),
                    SegmentZeroAt = World.At(-80),
                    Segments = 3,
                    Traces = 2,
                    Errors = 3,
                    Urls = [],
                    ArchivedAt = [],
                    Environment = "production",
                    Release = "2.0",
                    Type = ReplayType.Buffer,
                    User = new("7", null, "ada@example.com", null),
                },
                view with { Urls = [], ArchivedAt = [] });
        },
        Make.Segment(1, 0, traces: [1], errors: [1], at: -80, start: -90, project: 2, urls: ["/a", "/b", "/a"]) with { Release = "2.0" },
        Make.Segment(1, 1, traces: [1, 2], errors: [2], at: -20, urls: ["/b"]) with
        {
            Environment = "production",
            ReplayType = ReplayType.Buffer,
            UserId = "7",
            UserEmail = "ada@example.com",
        },
        Make.Segment(1, 2, at: -60, urls: ["/c"]) with { Environment = "staging", Release = "3.0", UserId = "8", UserName = "eve" },
        Make.Link(1, 3));

    [Fact]
    public async Task View_OfAGoneReplay_ShowsTimesAlone()
    {
        SegmentFact segment = Make.Segment(1, traces: [1], errors: [1], urls: ["/secret"]) with { UserId = "7", Environment = "prod" };
        IGraph graph = await GraphOf(
            segment,
            segment with { ReplayId = World.Replay(2) },
            segment with { ReplayId = World.Replay(3), RetentionDays = 1 },
            Make.Archive(1),
            Make.DeleteReplay(2));
        Time.AdjustTime(World.At(2 * World.Day).ToDate());

        IReadOnlyList<ReplayView> views = await graph.ReplaysAsync(
            World.Organization, [World.Replay(3), World.Replay(9), World.Replay(1), World.Replay(2)]);

        Assert.Equal([Fate.Expired, Fate.Archived, Fate.Deleted], views.Select(view => view.Fate));
        Assert.All(views, view =>
        {
            Assert.Empty(view.Urls);
            Assert.Equal(view.Fate == Fate.Archived ? [World.At(-10)] : [], view.ArchivedAt);
            Assert.Equal(
                new ReplayView(view.ReplayId, view.Fate, World.Project(1))
                {
                    StartedAt = World.At(-50),
                    FinishedAt = World.At(-50),
                    SegmentZeroAt = World.At(-50),
                    ArchivedAt = view.ArchivedAt,
                    Urls = view.Urls,
                },
                view);
        });
    }

    [Fact]
    public Task SegmentTwice_TheLaterGivesTheTimes_BothListsCount() => InEveryOrderAsync(
        async graph =>
        {
            ReplayView view = (await ViewAsync(graph, 1))!;
            Assert.Equal((1, 2, World.At(-40), World.At(-40)), (view.Segments, view.Traces, view.StartedAt, view.FinishedAt));
            Assert.Equal([1], await ReplaysAsync(graph, Issue(5)));
        },
        Make.Error(1, issue: 5, trace: 1),
        Make.Segment(1, traces: [1], at: -50, start: -55),
        Make.Segment(1, traces: [2], at: -40));
}
