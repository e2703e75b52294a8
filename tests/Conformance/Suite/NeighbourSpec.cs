using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Walks from node to node, coverage, and the list of linked nodes.</summary>
public abstract class NeighbourSpec : PagingSpec
{
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, trace: 1, at: -60, transaction: "/pay"),
        Make.Error(2, issue: 10, trace: 1, at: -50, project: 2, transaction: "/\uFF5A"),
        Make.Transaction(3, "/\U0001F600", trace: 1, at: -40),
        Make.Error(4, issue: 5, trace: 2, at: -30),
        Make.Segment(1, traces: [1, 3], errors: [9]),
        Make.Segment(2, 1, traces: [1]),
        Make.Merge([7], 5),
        Make.Merge([5], 20, at: -100),
    ];

    private static readonly HashSet<ProjectId> _project2 = [World.Project(2)];

    [Fact]
    public async Task OfAnEvent()
    {
        IGraph graph = await GraphOf([.. _facts, Make.Error(1, issue: 11, trace: 2, project: 2, at: -45)]);

        Assert.Equal(Sorted(Trace(1), Trace(2)), await NodesAsync(graph, new(Event(1), NodeKind.Trace)));
        Assert.Equal([Issue(5), Issue(11)], await NodesAsync(graph, new(Event(1), NodeKind.Issue)));
        Assert.Equal([NodeKey.OfTransaction("/pay")], await NodesAsync(graph, new(Event(1), NodeKind.Transaction)));
        Assert.Equal(Sorted(Replay(1), Replay(2)), await NodesAsync(graph, new(Event(1), NodeKind.Replay)));
        Assert.Equal([Replay(1)], await NodesAsync(graph, new(Event(1), NodeKind.Replay) { Fates = FateSet.Live }));
        Assert.Equal([Issue(11)], await NodesAsync(graph, new(Event(1), NodeKind.Issue) { Window = new(World.At(-45), World.At(0)) }));
        Assert.Equal([Issue(11)], await NodesAsync(graph, new(Event(1), NodeKind.Issue) { Visible = _project2 }));
    }

    [Fact]
    public async Task OfATrace()
    {
        IGraph graph = await GraphOf(_facts);

        Assert.Equal([Event(3), Event(2), Event(1)], await NodesAsync(graph, new(Trace(1), NodeKind.Event)));
        Assert.Equal([Event(4)], await NodesAsync(graph, new(Trace(2), NodeKind.Event)));
        Assert.Equal(Sorted(Replay(1), Replay(2)), await NodesAsync(graph, new(Trace(1), NodeKind.Replay)));
        Assert.Equal([Replay(1)], await NodesAsync(graph, new(Trace(3), NodeKind.Replay)));
        Assert.Equal([Event(2)], await NodesAsync(graph, new(Trace(1), NodeKind.Event) { Visible = _project2 }));
        Assert.Equal([Event(2)], await NodesAsync(graph, new(Trace(1), NodeKind.Event) { Window = new(World.At(-50), World.At(-40)) }));
    }

    [Fact]
    public async Task OfAnIssue()
    {
        IGraph graph = await GraphOf(_facts);

        Assert.Equal(Sorted(Replay(1), Replay(2)), await NodesAsync(graph, new(Issue(5), NodeKind.Replay)));
        Assert.Equal([Event(1)], await NodesAsync(graph, new(Issue(5), NodeKind.Event)));
        Assert.Equal([Issue(7), Issue(20)], await NodesAsync(graph, new(Issue(5), NodeKind.Issue)));
        Assert.Equal([Issue(5)], await NodesAsync(graph, new(Issue(7), NodeKind.Issue)));
        Assert.Empty(await NodesAsync(graph, new(Issue(5), NodeKind.Event) { Fates = FateSet.Pending }));
    }

    [Fact]
    public async Task OfATransaction()
    {
        IGraph graph = await GraphOf(_facts);

        Assert.Equal(Sorted(Replay(1), Replay(2)), await NodesAsync(graph, new(NodeKey.OfTransaction("/pay"), NodeKind.Replay)));
        Assert.Equal([Event(3)], await NodesAsync(graph, new(NodeKey.OfTransaction("/\U0001F600"), NodeKind.Event)));
    }

    [Fact]
    public async Task OfAReplay()
    {
        IGraph graph = await GraphOf(_facts);

        Assert.Equal([Event(3), Event(2), Event(1), Event(9)], await NodesAsync(graph, new(Replay(1), NodeKind.Event)));
        Assert.Equal([Event(3), Event(2), Event(1)], await NodesAsync(graph, new(Replay(2), NodeKind.Event) { Fates = FateSet.Live }));
        Assert.Equal(Sorted(Trace(1), Trace(3)), await NodesAsync(graph, new(Replay(1), NodeKind.Trace)));
        Assert.Equal([Issue(5), Issue(10)], await NodesAsync(graph, new(Replay(1), NodeKind.Issue)));
        Assert.Equal(
            [NodeKey.OfTransaction("/pay"), NodeKey.OfTransaction("/\uFF5A"), NodeKey.OfTransaction("/\U0001F600")],
            await NodesAsync(graph, new(Replay(1), NodeKind.Transaction)));
        Assert.Empty(await NodesAsync(graph, new(Replay(1), NodeKind.Issue) { Visible = _project2 }));
    }

    [Fact]
    public async Task OfUnknownNodes()
    {
        IGraph graph = await GraphOf(_facts);

        foreach (NodeKey node in new[] { Event(77), Trace(77), Issue(77), NodeKey.OfTransaction("/77"), Replay(77) })
        {
            foreach (NodeKind kind in Enum.GetValues<NodeKind>())
            {
                Assert.Empty(await NodesAsync(graph, new(node, kind)));
            }
        }
    }

    [Fact]
    public async Task Items_SayWhatTheyAre()
    {
        IGraph graph = await GraphOf(_facts);

        NeighbourPage events = await graph.NeighboursAsync(World.Organization, new(Replay(1), NodeKind.Event));
        NeighbourPage replays = await graph.NeighboursAsync(World.Organization, new(Issue(5), NodeKind.Replay) { Fates = FateSet.Live });

        Assert.Equal([World.At(-40), World.At(-50), World.At(-60), null], events.Items.Select(item => item.Event?.Timestamp));
        Assert.Equal(World.Issue(10), events.Items[1].Event!.IssueId);
        Assert.Equal(await LinkAsync(graph, Issue(5)), Assert.Single(replays.Items).Link);
    }

    [Fact]
    public async Task Coverage_SaysWhyThereIsNone_AndAddsUp()
    {
        IGraph graph = await GraphOf(
            Make.Segment(1, traces: [1]),
            Make.Segment(2, 1),
            Make.Segment(3),
            Make.DeleteReplay(3),
            Make.Error(1, trace: 1, platform: "python"),
            Make.Error(2, platform: "python"),
            Make.Error(3, trace: 2, platform: "python"),
            Make.Error(4, replay: 9, platform: "python"),
            Make.Error(5, replay: 2, platform: "python"),
            Make.Error(6, replay: 3, platform: "python"),
            Make.Error(7, replay: 1, platform: "javascript"),
            Make.Error(8, replay: 1, platform: "python", at: -World.Day),
            Make.Error(9, platform: "python", project: 2),
            Make.Transaction(10, "/pay", replay: 1) with { Platform = "python" });
        var day = new DateOnly(2026, 11, 20);

        IReadOnlyList<CoverageRow> rows = await graph.CoverageAsync(World.Organization, new());

        Assert.Equal(
            [
                new(World.Project(1), day.AddDays(-1), FactKind.Error, true) { Total = 1, Linked = 1 },
                new(World.Project(1), day, FactKind.Error, false) { Total = 1, Linked = 1 },
                new(World.Project(1), day, FactKind.Error, true)
                {
                    Total = 6,
                    Linked = 1,
                    Unnamed = 1,
                    Unseen = 1,
                    Pending = 1,
                    Partial = 1,
                    Gone = 1,
                },
                new(World.Project(1), day, FactKind.Transaction, true) { Total = 1, Linked = 1 },
                new(World.Project(2), day, FactKind.Error, true) { Total = 1, Unnamed = 1 },
            ],
            rows);
        Assert.All(rows, row => Assert.Equal(row.Total, row.Linked + row.Unnamed + row.Unseen + row.Pending + row.Partial + row.Gone));
        Assert.Equal([rows[4]], await graph.CoverageAsync(World.Organization, new() { Projects = _project2 }));
        Assert.Equal([rows[4]], await graph.CoverageAsync(World.Organization, new() { Visible = _project2 }));
        var dayBefore = new Window(World.At(-World.Day), World.At(-World.Day + 1));
        Assert.Equal([rows[0]], await graph.CoverageAsync(World.Organization, new() { Window = dayBefore }));
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
    public async Task Coverage_TellsServersByPlatformAndSdk(string? platform, string? sdk, bool isBackend)
    {
        IGraph graph = await GraphOf(Make.Error(1, platform: platform) with { Sdk = sdk });

        CoverageRow row = Assert.Single(await graph.CoverageAsync(World.Organization, new()));

        Assert.Equal(isBackend, row.Backend);
    }

    [Fact]
    public async Task Coverage_CountsAnEventOnce_ByTheObservationThatFaresBetter()
    {
        IGraph graph = await GraphOf(
            Make.Segment(1, 1, traces: [1, 4]),
            Make.Segment(2, traces: [2, 3]),
            Make.Error(1, issue: 5, trace: 1),
            Make.Error(1, issue: 6, trace: 2),
            Make.Error(2, issue: 5, trace: 3),
            Make.Error(2, issue: 6, trace: 4));

        CoverageRow row = Assert.Single(await graph.CoverageAsync(World.Organization, new()));

        Assert.Equal((2, 2), (row.Total, row.Linked));
    }

    [Fact]
    public async Task Coverage_SaysPendingBeforePartial()
    {
        IGraph graph = await GraphOf(Make.Error(1, trace: 1, replay: 9), Make.Segment(1, 1, traces: [1]));

        CoverageRow row = Assert.Single(await graph.CoverageAsync(World.Organization, new()));

        Assert.Equal((1, 0), (row.Pending, row.Partial));
    }

    [Fact]
    public async Task Coverage_SaysPendingOfAReplayThatMayNotBeSeen()
    {
        IGraph graph = await GraphOf(Make.Error(1, replay: 1), Make.Segment(1, project: 2));

        CoverageRow row = Assert.Single(
            await graph.CoverageAsync(World.Organization, new() { Visible = new HashSet<ProjectId> { World.Project(1) } }));

        Assert.Equal((1, 0), (row.Pending, row.Unnamed));
    }

    [Fact]
    public async Task Linked_AreInOrder()
    {
        IGraph graph = await GraphOf([.. _facts, Make.Error(6, issue: 6), Make.Transaction(7, "/unlinked")]);

        Assert.Equal([Issue(5), Issue(10)], await graph.LinkedAsync(World.Organization, NodeKind.Issue));
        Assert.Equal(
            [NodeKey.OfTransaction("/pay"), NodeKey.OfTransaction("/\uFF5A"), NodeKey.OfTransaction("/\U0001F600")],
            await graph.LinkedAsync(World.Organization, NodeKind.Transaction));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task ACursorThatNoGraphMade(string after)
    {
        IGraph graph = await GraphOf(_facts);

        await Assert.ThrowsAsync<FormatException>(
            async () => await graph.NeighboursAsync(World.Organization, new(Replay(1), NodeKind.Event) { After = after }));
    }

    // Whole, and in pages of two.
    private static async Task<IReadOnlyList<NodeKey>> NodesAsync(IGraph graph, NeighbourQuery query)
    {
        NeighbourPage whole = await graph.NeighboursAsync(World.Organization, query);
        Assert.Equal(whole.Items.Count, whole.Total);
        Assert.Null(whole.Next);

        var nodes = new List<NodeKey>();
        NeighbourPage page;
        for (string? after = null; ; after = page.Next)
        {
            page = await graph.NeighboursAsync(World.Organization, query with { Limit = 2, After = after });
            Assert.Equal(whole.Total, page.Total);
            nodes.AddRange(page.Items.Select(item => item.Node));
            if (page.Next is null)
            {
                break;
            }
        }

        Assert.Equal(whole.Items.Select(item => item.Node), nodes);
        return nodes;
    }

    private static IReadOnlyList<NodeKey> Sorted(params IEnumerable<NodeKey> nodes) =>
        [.. nodes.OrderBy(node => node.Kind == NodeKind.Trace ? node.Trace.Value : node.Replay.Value)];
}
