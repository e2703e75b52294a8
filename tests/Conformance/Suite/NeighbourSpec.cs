using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Walks from node to node, and the list of linked nodes.</summary>
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
    public async Task Items_CarryEventsAndLinks()
    {
        IGraph graph = await GraphOf(_facts);

        NeighbourPage events = await graph.NeighboursAsync(World.Organization, new(Replay(1), NodeKind.Event));
        NeighbourPage replays = await graph.NeighboursAsync(World.Organization, new(Issue(5), NodeKind.Replay) { Fates = FateSet.Live });

        Assert.Equal([World.At(-40), World.At(-50), World.At(-60), null], events.Items.Select(item => item.Event?.Timestamp));
        Assert.Equal(World.Issue(10), events.Items[1].Event!.IssueId);
        Assert.Equal(await LinkAsync(graph, Issue(5)), Assert.Single(replays.Items).Link);
    }

    [Fact]
    public async Task Events_SayWhichReplayTheyNameThemselves()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, trace: 1, at: -50),
            Make.Error(2, issue: 5, trace: 1, replay: 1, at: -51),
            Make.Error(3, issue: 5, trace: 1, replay: 2, at: -52),
            Make.Error(4, issue: 5, replay: 3, at: -53),
            Make.Segment(1, traces: [1], errors: [4]));

        NeighbourPage ofReplay = await EventsOf(Replay(1));
        NeighbourPage ofTrace = await EventsOf(Trace(1));
        NeighbourPage ofIssue = await EventsOf(Issue(5));
        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [Issue(5)], Limit = 1, Events = true });

        Assert.All(ofReplay.Items, item => Assert.Equal(World.Replay(1), item.Event!.ReplayId));
        Assert.Equal([default, World.Replay(1), World.Replay(2), World.Replay(3)], Tagged(ofReplay));
        Assert.Equal([default, World.Replay(1), World.Replay(2)], Tagged(ofTrace));
        Assert.Equal([default, World.Replay(1), World.Replay(2), World.Replay(3)], Tagged(ofIssue));
        Assert.Equal(Tagged(ofReplay), page.Events!.Select(view => view.TaggedReplayId));

        Task<NeighbourPage> EventsOf(NodeKey node) => graph.NeighboursAsync(World.Organization, new(node, NodeKind.Event)).AsTask();
        static IEnumerable<ReplayId> Tagged(NeighbourPage page) => page.Items.Select(item => item.Event!.TaggedReplayId);
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

    [Fact]
    public async Task Linked_ArePaged_AlsoWhereEventsBelongToAnotherIssue()
    {
        // Events of 7, 30 and 500 belong to 3, 301 and 1000, which have none of their own.
        IGraph graph = await GraphOf(
        [
            .. Enumerable.Range(1, 250).Select(i => (IFact)Make.Error(i, issue: 2 * i, replay: 1, transaction: $"/{i:d3}")),
            Make.Error(301, issue: 7, replay: 1), Make.Error(302, issue: 9),
            Make.Merge([7], 3), Make.Move([15], 301), Make.Merge([500], 1000),
        ]);
        foreach (NodeKind kind in (NodeKind[])[NodeKind.Issue, NodeKind.Transaction])
        {
            IReadOnlyList<NodeKey> all = await graph.LinkedAsync(World.Organization, kind);
            foreach (int limit in (int[])[1, 99, 100, 101])
            {
                List<NodeKey> paged = [];
                IReadOnlyList<NodeKey> page = await graph.LinkedAsync(World.Organization, kind, limit: limit);
                while (page.Count > 0 && paged.Count < 300)
                {
                    Assert.InRange(page.Count, 1, limit);
                    paged.AddRange(page);
                    page = await graph.LinkedAsync(World.Organization, kind, page[^1], limit);
                }

                Assert.Equal(all, paged);
            }
        }

        IEnumerable<int> unmoved = Enumerable.Range(1, 249).Where(i => i != 15).Select(i => 2 * i);
        Assert.Equal(
            unmoved.Concat([3, 301, 1000]).Order(),
            (await graph.LinkedAsync(World.Organization, NodeKind.Issue)).Select(key => (int)key.Issue.Value));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task InvalidCursor_Throws(string after)
    {
        IGraph graph = await GraphOf(_facts);

        await Assert.ThrowsAsync<FormatException>(
            async () => await graph.NeighboursAsync(World.Organization, new(Replay(1), NodeKind.Event) { After = after }));
    }

    // Asks for one page, then for pages of two.
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
