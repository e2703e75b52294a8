using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Filters select events and replays. Counts are of the selected events.</summary>
public abstract class FilterSpec : IssueSpec
{
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, trace: 1, at: -60, environment: "production") with { Release = "1.0" },
        Make.Error(2, issue: 5, trace: 1, at: -40, project: 2, environment: "staging", transaction: "/pay/card") with { Release = "2.0" },
        Make.Error(3, issue: 5, replay: 2, at: -20) with { Level = Level.Fatal },
        Make.Segment(1, traces: [1], errors: [2], at: -30, start: -31, urls: ["https://shop/cart", "https://shop/pay?step=2"]) with
        {
            Environment = "production",
            UserId = "7",
            UserName = "ada",
            UserEmail = "ada@example.com",
            UserIp = "10.0.0.7",
        },
        Make.Segment(2, at: -30, start: -40, project: 2),
        Make.Segment(2, 1, at: -25, project: 2),
    ];

    [Fact]
    public async Task Window_IsOfEvents_WithoutItsEnd()
    {
        Assert.Equal(["1:1", "2:1"], await CountsAsync(new() { Window = new(World.At(-40), World.At(0)) }));
        Assert.Equal(["1:1"], await CountsAsync(new() { Window = new(World.At(-60), World.At(-40)) }));
        Assert.Equal(["1:2"], await CountsAsync(new() { Window = new(World.At(-60), World.At(-20)) }));
        Assert.Empty(await CountsAsync(new() { Window = new(World.At(-19), World.At(0)) }));
    }

    [Fact]
    public async Task Projects_AreOfEvents()
    {
        Assert.Equal(["1:1", "2:1"], await CountsAsync(new() { Projects = Set(World.Project(1)) }));
        Assert.Equal(["1:1"], await CountsAsync(new() { Projects = Set(World.Project(2)) }));
        Assert.Empty(await CountsAsync(new() { Projects = Set<ProjectId>() }));
    }

    [Fact]
    public async Task Environments_AreOfEvents_EmptyIsNone()
    {
        Assert.Equal(["1:1"], await CountsAsync(new() { Environments = Set("production") }));
        Assert.Equal(["2:1"], await CountsAsync(new() { Environments = Set("") }));
        Assert.Equal(["1:2"], await CountsAsync(new() { Environments = Set("production", "staging") }));
    }

    [Fact]
    public async Task Evidence_KeepsEventsThatHaveOneOfIt_AndShowsAllOfTheirs()
    {
        Assert.Equal(["1:1"], await CountsAsync(new() { Evidence = Evidence.Listed }));
        Assert.Equal(["2:1"], await CountsAsync(new() { Evidence = Evidence.Tagged }));
        Assert.Equal(["1:2", "2:1"], await CountsAsync(new() { Evidence = Evidence.Trace | Evidence.Tagged }));
        IGraph graph = await GraphOf(_facts);
        Assert.Equal(Evidence.Listed | Evidence.Trace, (await LinkAsync(graph, Issue(5), new() { Evidence = Evidence.Listed })).Evidence);
    }

    [Fact]
    public async Task Where_IsOfEvents()
    {
        Assert.Equal(["1:1"], await CountsAsync(Where(EventField.Release, "1.0")));
        Assert.Equal(["2:1"], await CountsAsync(Where(EventField.Level, "fatal", "info")));
        Assert.Equal(["1:1"], await CountsAsync(Where(EventField.Transaction, "/pay/*")));
        Assert.Equal(["1:2", "2:1"], await CountsAsync(Where(EventField.Issue, "5")));
        Assert.Equal(["1:1", "2:1"], await CountsAsync(new()
        {
            Where = new Condition.Not(new Condition.All(
                [new Condition.Is(EventField.Environment, ["staging"]), new Condition.Is(EventField.Project, ["2"])])),
        }));
    }

    [Fact]
    public async Task Where_IsOfNumbers()
    {
        IGraph graph = await GraphOf(
            Make.Transaction(1, "/pay", replay: 1, at: -60), Make.Transaction(2, "/pay", replay: 2, at: -40) with { DurationMs = 251 },
            Make.Error(3, issue: 0, replay: 3, transaction: "/pay"), Make.Segment(1), Make.Segment(2), Make.Segment(3));

        Assert.Equal([1], await FoundAsync(EventNumber.Duration, new(null, 250)));
        Assert.Equal([2], await FoundAsync(EventNumber.Duration, new(251, 251)));
        Assert.Equal([1, 2], await FoundAsync(EventNumber.Duration, default));
        Assert.Equal([2], await FoundAsync(EventNumber.Timestamp, new(World.At(-40).Milliseconds, null)));

        async Task<IEnumerable<int>> FoundAsync(EventNumber number, Bounds bounds) => (await ReplaysAsync(
            graph, NodeKey.OfTransaction("/pay"), new() { Where = new Condition.InRange(number, bounds) })).Order();
    }

    [Fact]
    public async Task Where_OfAnIssue_IsWhereItBelongsNow()
    {
        IGraph graph = await GraphOf([.. _facts, Make.Merge([5], 6)]);

        Assert.Equal([1, 2], await ReplaysAsync(graph, Issue(5), Where(EventField.Issue, "6")));
        // The event of project 2 was not merged.
        Assert.Equal([1], await ReplaysAsync(graph, Issue(5), Where(EventField.Issue, "5")));
    }

    [Fact]
    public async Task Visible_IsOfBothSides()
    {
        IGraph graph = await GraphOf([.. _facts, Make.Error(4, issue: 5, replay: 3)]);

        Assert.Equal(["1:1", "3:1"], await CountsAsync(graph, new() { Visible = Set(World.Project(1)), Fates = FateSet.Any }));
        Assert.Equal([], await CountsAsync(graph, new() { Visible = Set(World.Project(2)), Fates = FateSet.Any }));
        Assert.Equal([], await CountsAsync(graph, new() { Visible = Set<ProjectId>(), Fates = FateSet.Any }));
    }

    [Fact]
    public async Task Replay_Duration()
    {
        Assert.Equal(["1:2"], await CountsOfAsync(new ReplayFilter { DurationMs = new(null, 60_000) }));
        Assert.Equal(["2:1"], await CountsOfAsync(new ReplayFilter { DurationMs = new(900_000, 900_000) }));
        Assert.Empty(await CountsOfAsync(new ReplayFilter { DurationMs = new(900_001, null) }));
    }

    [Fact]
    public async Task Replay_Started()
    {
        Assert.Equal(["1:2"], await CountsOfAsync(new ReplayFilter { Started = new(World.At(-31), World.At(-30)) }));
        Assert.Empty(await CountsOfAsync(new ReplayFilter { Started = new(World.At(-39), World.At(-31)) }));
    }

    [Theory]
    [InlineData("shop/cart", true)]
    [InlineData("shop/*step", true)]
    [InlineData("*", true)]
    [InlineData("step*shop", false)]
    [InlineData("SHOP", false)]
    public async Task Replay_Url(string text, bool isFound) => Assert.Equal(
        isFound ? ["1:2"] : [], await CountsOfAsync(new ReplayFilter { Url = text }));

    [Theory]
    [InlineData("7", true)]
    [InlineData("ada", true)]
    [InlineData("ada@example.com", true)]
    [InlineData("10.0.0.7", true)]
    [InlineData("ad", false)]
    public async Task Replay_User(string user, bool isFound) => Assert.Equal(
        isFound ? ["1:2"] : [], await CountsOfAsync(new ReplayFilter { User = user }));

    [Fact]
    public async Task Replay_EnvironmentCountsAndProjects()
    {
        Assert.Equal(["1:2"], await CountsOfAsync(new ReplayFilter { Environments = Set("production", "other") }));
        Assert.Equal(["2:1"], await CountsOfAsync(new ReplayFilter { Segments = new(2, null) }));
        Assert.Equal(["1:2"], await CountsOfAsync(new ReplayFilter { Errors = new(1, 1) }));
        Assert.Equal(["2:1"], await CountsOfAsync(new ReplayFilter { Projects = Set(World.Project(2)) }));
    }

    [Fact]
    public async Task Replay_ExistsIn_WhereSegment0IsAndNoArchiving()
    {
        IGraph graph = await GraphOf([.. _facts, Make.Archive(2, at: -10)]);
        const FateSet fates = FateSet.Live | FateSet.Archived;

        Assert.Equal([1, 2], await ExistingAsync(-30, -10));
        Assert.Equal([1], await ExistingAsync(-30, -9));
        Assert.Empty(await ExistingAsync(-29, 0));
        await TellAsync(graph, Make.DeleteReplay(1));
        Assert.Equal([2], await ExistingAsync(-30, -10));
        Time.AdjustTime(World.At(100 * World.Day).ToDate());
        Assert.Empty(await ExistingAsync(-30, -10));

        async Task<IReadOnlyList<int>> ExistingAsync(int start, int end) => await ReplaysAsync(
            graph, Issue(5), new() { Fates = fates, Replay = new() { ExistsIn = new(World.At(start), World.At(end)) } });
    }

    [Theory]
    [InlineData(-60, -30, true)]
    [InlineData(-20, -10, true)]
    [InlineData(-60, -40, false)]
    [InlineData(-19, 0, false)]
    public async Task Window_OfAReplayWithoutEvents_OverlapsIt(int start, int end, bool isFound)
    {
        IGraph graph = await GraphOf(Make.Segment(1, traces: [1], at: -20, start: -40));

        Assert.Equal(isFound ? [1] : [], await ReplaysAsync(graph, Trace(1), new() { Window = new(World.At(start), World.At(end)) }));
    }

    [Fact]
    public async Task EventFilters_DropReplaysWithoutEvents()
    {
        IGraph graph = await GraphOf(Make.Segment(1, traces: [1], project: 2));

        Assert.Equal([1], await ReplaysAsync(graph, Trace(1), new() { Projects = Set(World.Project(2)) }));
        Assert.Empty(await ReplaysAsync(graph, Trace(1), new() { Projects = Set(World.Project(1)) }));
        Assert.Empty(await ReplaysAsync(graph, Trace(1), new() { Environments = Set("") }));
        Assert.Empty(await ReplaysAsync(graph, Trace(1), Where(EventField.Release, "")));
        Assert.Empty(await ReplaysAsync(graph, Trace(1), new() { Evidence = Evidence.Listed | Evidence.Tagged }));
        Assert.Empty(await ReplaysAsync(graph, Trace(1), new() { Visible = Set(World.Project(1)) }));
    }

    private static HashSet<T> Set<T>(params T[] of) => [.. of];

    private static LinkFilter Where(EventField field, params string[] values) => new() { Where = new Condition.Is(field, values) };

    private Task<IReadOnlyList<string>> CountsOfAsync(ReplayFilter filter) => CountsAsync(new LinkFilter { Replay = filter });

    private async Task<IReadOnlyList<string>> CountsAsync(LinkFilter filter) => await CountsAsync(await GraphOf(_facts), filter);

    // Formats links as "replay:events", by replay.
    private static async Task<IReadOnlyList<string>> CountsAsync(IGraph graph, LinkFilter filter) =>
        [.. (await LinksAsync(graph, Issue(5), filter)).Select(link => $"{World.Number(link.ReplayId)}:{link.Events}").Order()];
}
