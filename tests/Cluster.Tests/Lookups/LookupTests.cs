using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Tests.Links;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Lookups;

public sealed class LookupTests
{
    private static readonly NodeKey _issue = NodeKey.Of(World.Issue(10));

    [Fact]
    public void Filters_ApplyToRows()
    {
        GatheredBuilder gathered = new GatheredBuilder().Issue(
            10,
            Entries.Of(Make.Error(1, 10, at: -60, environment: "staging"), 1, Evidence.Trace),
            Entries.Of(Make.Error(2, 10, at: -30, project: 2), 2, Evidence.Tagged),
            Entries.Of(Make.Error(3, 10, at: -2 * World.Day, days: 1), 3, Evidence.Tagged),
            Entries.Of(Make.Error(4, 10, at: -89 * World.Day), 4, Evidence.Listed));
        Assert.Equal([(2, 1), (4, 1), (1, 1)], gathered.Links(_issue));
        Assert.Equal([(1, 1)], gathered.Links(_issue, new() { Environments = new HashSet<string> { "staging" } }));
        Assert.Equal([(2, 1), (4, 1)], gathered.Links(_issue, new() { Environments = new HashSet<string> { "" } }));
        Assert.Equal([(2, 1)], gathered.Links(_issue, new() { Projects = new HashSet<ProjectId> { World.Project(2) } }));
        Assert.Equal([(4, 1), (1, 1)], gathered.Links(_issue, new() { Visible = new HashSet<ProjectId> { World.Project(1) } }));
        Assert.Equal([(2, 1)], gathered.Links(_issue, new() { Window = new(World.At(-40), World.At(0)) }));
        Assert.Equal([(4, 1), (1, 1)], gathered.Links(_issue, new() { Evidence = Evidence.Trace | Evidence.Listed }));
        Assert.Equal([(1, 1)], gathered.Links(_issue, new() { Where = new Condition.Is(EventField.Environment, ["st*"]) }));
    }

    [Fact]
    public void Moved_CountsWhereItBelongs_ThoughNothingElseOfTheIssueMoves()
    {
        GatheredBuilder gathered = new GatheredBuilder(Make.Move([1], into: 11)).From(10, 11)
            .Issue(10, Entries.Of(Make.Error(1, 10), 1, Evidence.Trace), Entries.Of(Make.Error(2, 10), 2, Evidence.Trace))
            .Issue(11);
        Assert.Equal([(2, 1)], gathered.Links(_issue));
        Assert.Equal([(1, 1)], gathered.Links(NodeKey.Of(World.Issue(11))));
    }

    [Fact]
    public void Merged_AnswersForWhatItBecame_UnlessStrict()
    {
        GatheredBuilder gathered = new GatheredBuilder(Make.Merge([10], into: 11))
            .Issue(10, Entries.Of(Make.Error(1, 10), 1, Evidence.Trace), Entries.Of(Make.Error(2, 10, received: -1), 2, Evidence.Trace))
            .Issue(11, Entries.Of(Make.Error(3, 11), 3, Evidence.Trace), Entries.Of(Make.Error(1, 11), 1, Evidence.Trace));
        Assert.Equal([(1, 1), (2, 1), (3, 1)], gathered.Links(_issue).Order());
        Assert.Equal([(2, 1)], gathered.Links(_issue, strict: true));
        Assert.Equal([(1, 1), (3, 1)], gathered.Links(NodeKey.Of(World.Issue(11)), strict: true).Order());
    }

    [Fact]
    public void Transaction_LosesErrorsOfDeletedIssues_AndCountsRepeatedEventsOnce()
    {
        byte[][] entries =
        [
            Entries.Of(Make.Error(1, 10, transaction: "/a"), 1, Evidence.Trace),
            Entries.Of(Make.Error(1, 11, transaction: "/a"), 1, Evidence.Trace),
            Entries.Of(Make.Error(2, 10, transaction: "/a"), 2, Evidence.Trace),
            Entries.Of(Make.Transaction(3, "/a"), 3, Evidence.Trace),
        ];
        NodeKey key = NodeKey.OfTransaction("/a");
        Assert.Equal([(1, 1), (2, 1), (3, 1)], new GatheredBuilder().Transaction("/a", entries).Links(key).Order());
        Assert.Equal([(1, 1), (3, 1)], new GatheredBuilder(Make.DeleteIssues([10])).Transaction("/a", entries).Links(key).Order());
    }

    [Fact]
    public void Trace_WithoutLiveObservations_IsAnsweredByWhoListsIt()
    {
        var gone = Make.Error(1, 10, trace: 1, replay: 2, at: -2 * World.Day, days: 1);
        NodeKey key = NodeKey.Of(World.Trace(1));
        GatheredBuilder gathered = new GatheredBuilder().Trace(1, [1], [gone]);
        Assert.Equal([(1, 0)], gathered.Links(key));
        Assert.Equal([(1, 0)], gathered.Links(key, new() { Window = new(World.At(-55), World.At(-54)) }));
        Assert.Empty(gathered.Links(key, new() { Window = new(World.At(-49), World.At(0)) }));
        Assert.Empty(gathered.Links(key, new() { Environments = new HashSet<string> { "" } }));
        Assert.Empty(gathered.Links(key, new() { Evidence = Evidence.Tagged }));
        var kept = gone with { RetentionDays = 0, ReplayId = default, Timestamp = World.At(-55) };
        Assert.Equal([(1, 1)], new GatheredBuilder().Trace(1, [1], [kept]).Links(key));
    }

    [Fact]
    public void Event_IsAnsweredByItsPlaces_ThenByWhoListsIt()
    {
        NodeKey key = NodeKey.Of(World.Event(1));
        Assert.Equal([(5, 0)], new GatheredBuilder().Event(1, 5).Links(key));
        Assert.Equal([(5, 0)], new GatheredBuilder().Event(1, 5).Trace(1, [2], [Make.Error(9, trace: 1)]).Links(key));
        GatheredBuilder arrived = new GatheredBuilder().Event(1, 5, 6)
            .Trace(1, [2], [Make.Error(1, 10, trace: 1), Make.Error(9, trace: 1)], (1, 5, 0), (1, 6, 3), (9, 7, 0))
            .Untraced(Make.Error(1, 11, replay: 4), (1, 5, 0), (1, 6, 3));
        Assert.Equal([(4, 1), (5, 1)], arrived.Links(key).Order());
    }

    [Fact]
    public void ByKey_AndEvents_AreOfTheSameAnswer()
    {
        GatheredBuilder gathered = new GatheredBuilder()
            .Issue(
                10,
                Entries.Of(Make.Error(1, 10, trace: 1, at: -9), 1, Evidence.Trace),
                Entries.Of(Make.Error(2, 10, at: -8), 1, Evidence.Tagged))
            .Trace(1, [1, 2], [Make.Error(1, 10, trace: 1, at: -9)]);
        LinkPage page = gathered.Ask(new() { Keys = [_issue, NodeKey.Of(World.Trace(1))], ByKey = true, Events = true, Limit = 1 });
        Assert.Equal((1, 2), (World.Number(Assert.Single(page.Links).ReplayId), page.Links[0].Events));
        Assert.Equal(2, page.Total);
        Assert.NotNull(page.Next);
        Assert.Equal([(_issue, 1), (NodeKey.Of(World.Trace(1)), 2)], page.ByKey!.Select(one => (one.Key, one.Total)));
        Assert.Equal([2, 1], page.Events!.Select(one => World.Number(one.EventId)));
    }

    [Theory]
    [InlineData(Sort.Best)]
    [InlineData(Sort.Recent)]
    public void Pages_AreTheWholeInOrder(Sort sort)
    {
        var random = new Random(7);
        byte[][] entries = [.. Enumerable.Range(1, 300).Select(n =>
            Entries.Of(Make.Error(n, 10, at: -random.Next(1, 5)), random.Next(1, 60), (Evidence)random.Next(1, 8)))];
        GatheredBuilder gathered = new GatheredBuilder().Issue(10, entries);
        var query = new LookupQuery { Keys = [_issue], Sort = sort, Limit = 1000 };
        LinkPage whole = gathered.Ask(query);
        Assert.Equal(whole.Links.Order(Comparer<Link>.Create((a, b) => Rank.Of(a, sort).CompareTo(Rank.Of(b, sort)))), whole.Links);
        List<Link> paged = [];
        LinkPage page;
        Rank? after = null;
        do
        {
            page = gathered.Ask(query with { Limit = 7, After = after });
            Assert.Equal(whole.Total, page.Total);
            paged.AddRange(page.Links);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(whole.Links, paged);
    }

    [Fact]
    public void OwnersAnswer_HasAnExpiry()
    {
        var table = new FoldedLinks();
        table.Add(Entries.Of(Make.Error(1, 10, at: -60, days: 1), 1, Evidence.Trace));
        var gathered = new GatheredBuilder();
        ReplayRow[] rows = [gathered.RowOf(World.Replay(1))];
        TimedPage Ask() => OwnerLookup.Answer(
            NodeId.Of(World.Organization, World.Issue(10)), table, rows, new() { Keys = [_issue] }, gathered.Facts, gathered.Gathered.Expiry,
            EvidenceOptions.Default)!;
        Assert.Equal((1, World.At(World.Day - 60)), (Ask().Page.Total, Ask().ValidUntil));
        rows = [gathered.Replay(1, row => row with { ExpiresAt = World.At(5) }).RowOf(World.Replay(1))];
        Assert.Equal((1, World.At(5)), (Ask().Page.Total, Ask().ValidUntil));
    }

    [Fact]
    public void Owner_CanAnswer_IfNothingWasMerged()
    {
        GatheredBuilder gathered = new(Make.Merge([10], into: 11));
        Assert.False(OwnerLookup.CanAnswer(NodeId.Of(World.Organization, World.Issue(10)), gathered.Facts));
        Assert.False(OwnerLookup.CanAnswer(NodeId.Of(World.Organization, World.Issue(11)), gathered.Facts));
        Assert.True(OwnerLookup.CanAnswer(NodeId.Of(World.Organization, World.Issue(12)), gathered.Facts));
        Assert.True(OwnerLookup.CanAnswer(NodeId.OfTransaction(World.Organization, "/a"), gathered.Facts));
    }

    [Fact]
    public void Cancelled_Stops()
    {
        var stopped = new CancellationToken(canceled: true);
        GatheredBuilder gathered = new GatheredBuilder().Issue(10);
        Assert.Throws<OperationCanceledException>(() => Lookup<GatheredView>.Run(gathered.View, new() { Keys = [_issue] }, stopped));
    }
}
