using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Order, paging, mixed keys, answers by key and associated events.</summary>
public abstract class PagingSpec : FilterSpec
{
    // Best: 3 (tagged, 2 events), 4 (tagged), 2 and 5 (listed; by time), 1 and 6 (trace, at one time; by id).
    private static readonly IFact[] _facts =
    [
        Make.Error(1, issue: 5, trace: 1, at: -10),
        Make.Error(2, issue: 5, replay: 3, at: -50),
        Make.Error(3, issue: 5, replay: 3, at: -49),
        Make.Error(4, issue: 5, replay: 4, at: -5),
        Make.Error(6, issue: 5, at: -15),
        Make.Error(7, issue: 5, at: -14),
        Make.Segment(1, traces: [1]),
        Make.Segment(6, traces: [1]),
        Make.Segment(5, errors: [6]),
        Make.Segment(2, errors: [7]),
        Make.Segment(3),
        Make.Segment(4),
    ];

    private static int[] Tied => World.Replay(1).Value < World.Replay(6).Value ? [1, 6] : [6, 1];

    [Fact]
    public async Task Best_IsByEvidenceThenEventsThenTimeThenId()
    {
        IGraph graph = await GraphOf(_facts);

        Assert.Equal([3, 4, 2, 5, .. Tied], Numbers(await LinksAsync(graph, Issue(5))));
    }

    [Fact]
    public async Task Recent_IsByTimeThenId()
    {
        IGraph graph = await GraphOf(_facts);

        LinkPage page = await graph.LookupAsync(World.Organization, Of(Sort.Recent, 1000));

        Assert.Equal([4, .. Tied, 2, 5, 3], Numbers(page.Links));
    }

    [Theory]
    [InlineData(Sort.Best, 1)]
    [InlineData(Sort.Best, 2)]
    [InlineData(Sort.Best, 3)]
    [InlineData(Sort.Best, 6)]
    [InlineData(Sort.Recent, 1)]
    [InlineData(Sort.Recent, 2)]
    [InlineData(Sort.Recent, 3)]
    [InlineData(Sort.Recent, 5)]
    public async Task Pages_AddUpToTheWhole(Sort sort, int size)
    {
        IGraph graph = await GraphOf(_facts);
        LinkPage whole = await graph.LookupAsync(World.Organization, Of(sort, 1000));
        Assert.Equal(6, whole.Total);

        var links = new List<Link>();
        Rank? after = null;
        do
        {
            LinkPage page = await graph.LookupAsync(World.Organization, Of(sort, size) with { After = after });
            Assert.Equal(6, page.Total);
            Assert.InRange(page.Links.Count, 1, size);
            links.AddRange(page.Links);
            after = page.Next;
            Assert.Equal(after is null, links.Count == 6);
        }
        while (after is not null);

        Assert.Equal(whole.Links, links);
    }

    [Fact]
    public async Task Pages_DoNotShiftWhenEarlierLinksAreAdded()
    {
        IGraph graph = await GraphOf(_facts);
        LinkPage first = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2));

        await TellAsync(
            graph,
            Make.Error(8, issue: 5, replay: 8),
            Make.Error(9, issue: 5, replay: 8),
            Make.Error(10, issue: 5, replay: 8),
            Make.Segment(8));
        LinkPage second = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2) with { After = first.Next });

        Assert.Equal([2, 5], Numbers(second.Links));
        Assert.Equal(7, second.Total);
    }

    [Fact]
    public async Task Pages_ShowLaterLinksThatAreAdded()
    {
        IGraph graph = await GraphOf(_facts);
        LinkPage first = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2));

        await TellAsync(graph, Make.Error(8, issue: 5, at: -20), Make.Segment(8, errors: [8]));
        LinkPage second = await graph.LookupAsync(World.Organization, Of(Sort.Best, 1000) with { After = first.Next });

        Assert.Equal([2, 5, 8, .. Tied], Numbers(second.Links));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Pages_ContinueAfterTheLastLink_EvenIfItIsGone()
    {
        IGraph graph = await GraphOf(_facts);
        LinkPage first = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2));

        await TellAsync(graph, Make.DeleteReplay(4));
        LinkPage second = await graph.LookupAsync(World.Organization, Of(Sort.Best, 1000) with { After = first.Next });

        Assert.Equal([2, 5, .. Tied], Numbers(second.Links));
        Assert.Equal(5, second.Total);
    }

    [Fact]
    public async Task Limits_OfAPageAndItsEvents()
    {
        const int more = LookupQuery.MaxLimit + 5;
        IGraph graph = await GraphOf(
        [
            .. Enumerable.Range(1, more).Select(n => (IFact)Make.Segment(n)),
            .. Enumerable.Range(1, more).Select(n => (IFact)Make.Error(n, issue: 5, replay: 1, at: -n)),
            .. Enumerable.Range(1, more).Select(n => (IFact)Make.Error(more + n, issue: 6, replay: n)),
            Make.Segment(1, 1, at: -more),
        ]);

        LinkPage many = await graph.LookupAsync(World.Organization, Of(Sort.Best, LookupQuery.MaxLimit) with { Keys = [Issue(6)] });
        LinkPage rest = await graph.LookupAsync(
            World.Organization, Of(Sort.Best, LookupQuery.MaxLimit) with { Keys = [Issue(6)], After = many.Next });
        LinkPage one = await graph.LookupAsync(World.Organization, Of(Sort.Best, 1) with { Events = true });

        Assert.Equal((LookupQuery.MaxLimit, more), (many.Links.Count, many.Total));
        Assert.Equal(5, rest.Links.Count);
        Assert.Equal(more, Assert.Single(one.Links).Events);
        Assert.Equal(Enumerable.Range(1, LookupQuery.MaxLimit), one.Events!.Select(view => World.Number(view.EventId)));
    }

    [Fact]
    public async Task MixedKeys_AreMergedByReplay_AnEventCountsOnce()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, trace: 1, transaction: "/pay"),
            Make.Transaction(2, "/pay", trace: 1),
            Make.Segment(1, traces: [1]),
            Make.Segment(2, traces: [1, 2]));

        var query = new LookupQuery { Keys = [Issue(5), NodeKey.OfTransaction("/pay"), Trace(1), Event(1), Trace(9)], ByKey = true };

        LinkPage page = await graph.LookupAsync(World.Organization, query);

        Assert.Equal([2, 1], Numbers(page.Links));
        Assert.Equal([2, 2], page.Links.Select(link => link.Events));
        Assert.Equal(2, page.Total);
        string[] each =
        [
            "issue/5 2: 2x1 1x1",
            "transaction//pay 2: 2x2 1x2",
            $"trace/{World.Trace(1)} 2: 2x2 1x2",
            $"event/{World.Event(1)} 2: 2x1 1x1",
            $"trace/{World.Trace(9)} 0: ",
        ];
        Assert.Equal(each, page.ByKey!.Select(Text));
        Assert.Equal(each, (await graph.LookupEachAsync(World.Organization, query)).Select(Text));
    }

    [Fact]
    public async Task Each_IsAsByKey_WithoutAPage()
    {
        IGraph graph = await GraphOf(_facts);
        LookupQuery query = Of(Sort.Recent, 2) with { Keys = [.. Enumerable.Range(1, 200).Select(Issue)], ByKey = true };
        LinkPage first = await graph.LookupAsync(World.Organization, query);

        IReadOnlyList<KeyLinks> each = await graph.LookupEachAsync(World.Organization, query with { After = first.Next });

        Assert.Equal(first.ByKey!.Select(Text), each.Select(Text));
        Assert.Equal(first.ByKey!.Select(own => own.IsKnown), each.Select(own => own.IsKnown));
        Assert.Equal(6, each[4].Total);
    }

    [Fact]
    public async Task ByKey_HasTheFirstLinksAndTheTotalOnEachPage()
    {
        IGraph graph = await GraphOf(_facts);
        LinkPage first = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2) with { ByKey = true });

        LinkPage second = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2) with { ByKey = true, After = first.Next });

        foreach (LinkPage page in new[] { first, second })
        {
            KeyLinks own = Assert.Single(page.ByKey!);
            Assert.Equal([3, 4], Numbers(own.Links));
            Assert.Equal(6, own.Total);
        }

        Assert.Null((await graph.LookupAsync(World.Organization, Of(Sort.Best, 2))).ByKey);
    }

    [Fact]
    public async Task Events_AreThoseOfThePagesReplays_LatestFirst()
    {
        IGraph graph = await GraphOf(_facts);

        LinkPage first = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2) with { Events = true });
        LinkPage second = await graph.LookupAsync(World.Organization, Of(Sort.Best, 2) with { Events = true, After = first.Next });
        LinkPage filtered = await graph.LookupAsync(
            World.Organization,
            Of(Sort.Best, 2) with { Events = true, Filter = new() { Window = new(World.At(-50), World.At(-49)) } });

        Assert.Equal(["4 in 4", "3 in 3", "2 in 3"], first.Events!.Select(Short));
        Assert.Equal(["7 in 2", "6 in 5"], second.Events!.Select(Short));
        Assert.Equal(["2 in 3"], filtered.Events!.Select(Short));
        Assert.Null((await graph.LookupAsync(World.Organization, Of(Sort.Best, 2))).Events);

        static string Short(EventView view) => $"{World.Number(view.EventId)} in {World.Number(view.ReplayId)}";
    }

    [Fact]
    public async Task Events_AreShownAsObserved()
    {
        IGraph graph = await GraphOf(
            Make.Error(1, issue: 5, trace: 1, project: 2, environment: "production", platform: "python", transaction: "/pay") with
            {
                Release = "1.0",
                Level = Level.Warning,
            },
            Make.Transaction(2, "/pay", replay: 1) with { Platform = "java", Sdk = "sentry.java.android" },
            Make.Segment(1, traces: [1]));

        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [Event(1), Event(2)], Events = true });

        EventView error = new(
            World.Event(1), FactKind.Error, World.Project(2), World.Issue(5), World.Trace(1), "/pay", World.At(-60), Level.Warning,
            "python", "production", "1.0", 0, World.Replay(1), Evidence.Trace, default, Backend: true);
        EventView transaction = new(
            World.Event(2), FactKind.Transaction, World.Project(1), default, default, "/pay", World.At(-60), Level.None,
            "java", null, null, 250, World.Replay(1), Evidence.Tagged, World.Replay(1), Backend: false);
        Assert.Equal(World.Event(1).Value < World.Event(2).Value ? [error, transaction] : [transaction, error], page.Events!);
    }

    private static LookupQuery Of(Sort sort, int limit) => new() { Keys = [Issue(5)], Sort = sort, Limit = limit };

    private static string Text(KeyLinks own) =>
        $"{own.Key} {own.Total}: {string.Join(' ', own.Links.Select(link => $"{World.Number(link.ReplayId)}x{link.Events}"))}";

    private static IReadOnlyList<int> Numbers(IEnumerable<Link> links) => [.. links.Select(link => World.Number(link.ReplayId))];
}
