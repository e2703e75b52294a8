using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Coverage: an event counts once in each row, with the best outcome of its observations there.</summary>
public abstract class CoverageSpec : NeighbourSpec
{
    private static readonly string[] _bestFirst = ["linked", "partial", "pending", "gone", "stale", "shared", "unseen", "unnamed"];

    // Trace 1 has a live replay, trace 2 a partial one, traces 3 and 6 none, trace 4 an archived one, trace 5 too many, trace 12 those of
    // 1 and 2. Replay 9 is pending.
    private protected static readonly IFact[] Replays =
    [
        Make.Segment(1, traces: [1, 12]),
        Make.Segment(2, 1, traces: [2, 12]),
        Make.Segment(4, traces: [4]),
        Make.Archive(4),
        .. Enumerable.Range(20, 17).Select(replay => (IFact)Make.Segment(replay, traces: [5])),
    ];

    private static readonly DateOnly _today = new(2026, 11, 20);

    private static readonly HashSet<ProjectId> _project1 = [World.Project(1)], _project2 = [World.Project(2)];

    [Fact]
    public async Task Outcomes_AddUp()
    {
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(1, trace: 1),
            Make.Error(2, trace: 2),
            Make.Error(3, replay: 9),
            Make.Error(4, trace: 4),
            Make.Error(5, trace: 3),
            Make.Error(6),
            Make.Error(7, replay: 1, at: -200),
            Make.Error(8, trace: 5),
        ]);

        CoverageRow row = Assert.Single(await RowsAsync(graph));

        Assert.Equal(
            new CoverageRow(World.Project(1), _today, FactKind.Error, true)
            {
                Total = 8,
                Linked = 1,
                Partial = 1,
                Pending = 1,
                Gone = 1,
                Stale = 1,
                Shared = 1,
                Unseen = 1,
                Unnamed = 1,
            },
            row);
    }

    [Fact]
    public async Task OfTwoObservations_TheBetterOneCounts()
    {
        // Each pair of outcomes in a project of its own.
        (int Better, int Worse)[] pairs =
            [.. from better in Enumerable.Range(0, 8) from worse in Enumerable.Range(better + 1, 7 - better) select (better, worse)];
        IGraph graph = await GraphOf(
        [
            .. Replays,
            .. pairs.SelectMany((pair, i) => new[] { Of(pair.Better, issue: 5, i + 1), Of(pair.Worse, issue: 6, i + 1) }),
        ]);

        IReadOnlyList<CoverageRow> rows = await RowsAsync(graph);

        Assert.Equal(pairs.Select((pair, i) => $"project {i + 1}: 1 {_bestFirst[pair.Better]}"), rows.Select(Describe));

        static EventFact Of(int outcome, int issue, int project) => _bestFirst[outcome] switch
        {
            "linked" => Make.Error(1, issue, trace: 1, project: project),
            "partial" => Make.Error(1, issue, trace: 2, project: project),
            "pending" => Make.Error(1, issue, trace: 3, replay: 9, project: project),
            "gone" => Make.Error(1, issue, trace: 4, project: project),
            "stale" => Make.Error(1, issue, replay: 1, at: -200, project: project),
            "shared" => Make.Error(1, issue, trace: 5, project: project),
            "unseen" => Make.Error(1, issue, trace: 6, project: project),
            _ => Make.Error(1, issue, project: project),
        };
    }

    [Theory]
    [InlineData(12, 0, "linked")]
    [InlineData(12, 9, "linked")]
    [InlineData(2, 9, "partial")]
    [InlineData(2, 4, "gone")]
    [InlineData(4, 9, "pending")]
    [InlineData(4, 4, "gone")]
    public async Task OfTwoReplays_TheBetterOneCounts(int trace, int replay, string outcome)
    {
        IGraph graph = await GraphOf([.. Replays, Make.Error(1, trace: trace, replay: replay)]);

        Assert.Equal([$"project 1: 1 {outcome}"], (await RowsAsync(graph)).Select(Describe));
    }

    [Theory]
    [InlineData(1, "unseen")]
    [InlineData(0, "unnamed")]
    public async Task HiddenReplay_DoesNotCount(int trace, string outcome)
    {
        IGraph graph = await GraphOf(Make.Error(1, trace: trace, replay: 1), Make.Segment(1, traces: [1], errors: [1], project: 2));

        Assert.Equal([$"project 1: 1 {outcome}"], (await RowsAsync(graph, new() { Visible = _project1 })).Select(Describe));
        Assert.Equal(["project 1: 1 linked"], (await RowsAsync(graph)).Select(Describe));
    }

    [Fact]
    public async Task HiddenReplay_LeavesTheOthers()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, trace: 1, replay: 9),
            Make.Error(2, trace: 2),
            Make.Segment(1, traces: [1, 2], project: 2),
            Make.Segment(3, 1, traces: [2]));

        Assert.Equal(
            ["project 1: 1 partial, 1 pending"], (await RowsAsync(graph, new() { Visible = _project1 })).Select(Describe));
    }

    [Fact]
    public async Task TwoIssues_CountOnce()
    {
        IGraph graph = await GraphOf(
            [.. Replays, Make.Error(1, issue: 5, trace: 1), Make.Error(1, issue: 6, trace: 3), Make.Error(1, issue: 7)]);

        Assert.Equal(["project 1: 1 linked"], (await RowsAsync(graph)).Select(Describe));
    }

    [Fact]
    public async Task Rows_AreByProjectDayKindAndSide_AndEachCountsTheEvent()
    {
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(1, issue: 5, trace: 1),
            Make.Error(1, issue: 6, trace: 3, at: -World.Day),
            Make.Error(1, issue: 7, platform: "javascript"),
            Make.Error(1, trace: 2) with { Kind = FactKind.Transaction },
            Make.Error(1, issue: 5, project: 2),
        ]);

        Assert.Equal(
            [
                new(World.Project(1), _today.AddDays(-1), FactKind.Error, true) { Total = 1, Unseen = 1 },
                new(World.Project(1), _today, FactKind.Error, false) { Total = 1, Unnamed = 1 },
                new(World.Project(1), _today, FactKind.Error, true) { Total = 1, Linked = 1 },
                new(World.Project(1), _today, FactKind.Transaction, true) { Total = 1, Partial = 1 },
                new CoverageRow(World.Project(2), _today, FactKind.Error, true) { Total = 1, Unnamed = 1 },
            ],
            await RowsAsync(graph));
    }

    [Fact]
    public async Task Query_NarrowsTheObservations()
    {
        IGraph graph = await GraphOf(
        [
            .. Replays,
            Make.Error(1, issue: 5, trace: 1, at: -60),
            Make.Error(1, issue: 6, trace: 3, at: -30),
            Make.Error(2, project: 2),
        ]);

        Assert.Equal(["project 1: 1 linked", "project 2: 1 unnamed"], (await RowsAsync(graph)).Select(Describe));
        Assert.Equal(["project 2: 1 unnamed"], (await RowsAsync(graph, new() { Projects = _project2 })).Select(Describe));
        Assert.Equal(["project 2: 1 unnamed"], (await RowsAsync(graph, new() { Visible = _project2 })).Select(Describe));
        Assert.Equal(
            ["project 1: 1 unseen"],
            (await RowsAsync(graph, new() { Window = new(World.At(-30), World.At(0)) })).Select(Describe));
        Assert.Empty(await RowsAsync(graph, new() { Projects = _project2, Visible = _project1 }));
    }

    [Fact]
    public async Task Query_NarrowsByKindSideAndTransaction()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, platform: "javascript"),
            Make.Error(2, transaction: "/pay"),
            Make.Transaction(3, "/pay") with { Platform = "java", Sdk = "sentry.java.android" },
            Make.Transaction(4, "/cart"));

        Assert.Equal(2, await TotalAsync(new() { Kind = FactKind.Error }));
        Assert.Equal(2, await TotalAsync(new() { Kind = FactKind.Transaction }));
        Assert.Equal(2, await TotalAsync(new() { Backend = false }));
        Assert.Equal(1, await TotalAsync(new() { Backend = true, Kind = FactKind.Transaction }));
        Assert.Equal(2, await TotalAsync(new() { Transaction = "/pay" }));
        Assert.Equal(0, await TotalAsync(new() { Transaction = "/nowhere" }));

        async Task<int> TotalAsync(CoverageQuery query) => (await RowsAsync(graph, query)).Sum(row => row.Total);
    }

    [Fact]
    public Task Query_OfAnIssue_FollowsMergesAndMoves() => InEveryOrderAsync(
        async graph =>
        {
            Assert.Equal(["project 1: 1 unseen, 1 unnamed"], (await RowsAsync(graph, new() { Issue = World.Issue(5) })).Select(Describe));
            Assert.Equal(["project 1: 1 unseen, 1 unnamed"], (await RowsAsync(graph, new() { Issue = World.Issue(6) })).Select(Describe));
            Assert.Equal(["project 1: 1 linked"], (await RowsAsync(graph, new() { Issue = World.Issue(7) })).Select(Describe));
        },
        Make.Segment(1, traces: [1]),
        Make.Error(1, issue: 5, trace: 2),
        Make.Error(2, issue: 6),
        Make.Error(3, issue: 6, trace: 1),
        Make.Merge([5], 6),
        Make.Move([3], 7));

    [Fact]
    public Task DeletedObservations_DoNotCount() => InEveryOrderAsync(
        async graph => Assert.Equal(["project 1: 1 unseen"], (await RowsAsync(graph)).Select(Describe)),
        Make.Segment(1, traces: [1]),
        Make.Error(1, issue: 5, trace: 1, hash: 1),
        Make.Error(1, issue: 6, trace: 2, hash: 2),
        Make.DeleteEvents([1], hash: 1));

    [Fact]
    public Task ObservationsOfDeletedIssues_DoNotCount() => InEveryOrderAsync(
        async graph => Assert.Equal(["project 1: 1 unseen"], (await RowsAsync(graph)).Select(Describe)),
        Make.Segment(1, traces: [1]),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(1, issue: 6, trace: 2),
        Make.DeleteIssues([5]));

    [Fact]
    public Task MovedEvents_CountOnce() => InEveryOrderAsync(
        async graph => Assert.Equal(["project 1: 1 linked"], (await RowsAsync(graph)).Select(Describe)),
        Make.Segment(1, traces: [1]),
        Make.Error(1, issue: 5, trace: 1),
        Make.Error(1, issue: 6, trace: 2),
        Make.Move([1], 7));

    [Fact]
    public async Task Expiry_OfReplaysAndObservations()
    {
        IGraph graph = await GraphOf(
            Make.Segment(1, traces: [1], days: 30),
            Make.Error(1, issue: 5, trace: 1, days: 60),
            Make.Error(1, issue: 6, trace: 2, days: 365));
        Assert.Equal(["project 1: 1 linked"], (await RowsAsync(graph)).Select(Describe));

        Time.AdjustTime(World.At((30 * World.Day) - 50).ToDate());
        Assert.Equal(["project 1: 1 gone"], (await RowsAsync(graph)).Select(Describe));

        Time.AdjustTime(World.At((60 * World.Day) - 60).ToDate());
        Assert.Equal(["project 1: 1 unseen"], (await RowsAsync(graph)).Select(Describe));
    }

    [Theory]
    [InlineData("python", null, true)]
    [InlineData("javascript", null, false)]
    [InlineData("javascript-vue", null, false)]
    [InlineData("java-android", null, false)]
    [InlineData("java", null, true)]
    [InlineData(null, null, true)]
    [InlineData(null, "sentry.javascript.browser", false)]
    [InlineData("java", "sentry.java.android.flutter", false)]
    [InlineData("javascript", "sentry.javascript.react-native", false)]
    [InlineData(null, "sentry.cocoa.react-native", false)]
    [InlineData("javascript", "sentry.javascript.cloudflare", true)]
    [InlineData(null, "sentry.javascript.node", true)]
    [InlineData("python", "sentry.python.django", true)]
    [InlineData("javascript", "sentry.javascript.nextjs", false)]
    [InlineData("node", "sentry.javascript.nextjs", true)]
    [InlineData(null, "sentry.javascript.nextjs", true)]
    [InlineData("cocoa", "my.own.sdk", false)]
    public async Task Side_FollowsPlatformAndSdk(string? platform, string? sdk, bool isBackend)
    {
        IGraph graph = await GraphOf(Make.Error(1, platform: platform) with { Sdk = sdk });

        Assert.Equal(isBackend, Assert.Single(await RowsAsync(graph)).Backend);
    }

    private static async Task<IReadOnlyList<CoverageRow>> RowsAsync(IGraph graph, CoverageQuery? query = null)
    {
        IReadOnlyList<CoverageRow> rows = await graph.CoverageAsync(World.Organization, query ?? new());
        Assert.All(rows, row => Assert.Equal(row.Total, Counts(row).Sum()));
        return rows;
    }

    private static string Describe(CoverageRow row) => $"project {row.ProjectId}: " + string.Join(
        ", ", _bestFirst.Zip(Counts(row)).Where(one => one.Second > 0).Select(one => $"{one.Second} {one.First}"));

    private static int[] Counts(CoverageRow row) =>
        [row.Linked, row.Partial, row.Pending, row.Gone, row.Stale, row.Shared, row.Unseen, row.Unnamed];
}
