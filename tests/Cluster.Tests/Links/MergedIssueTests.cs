using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Links;

public sealed class MergedIssueTests
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly LocalGraph _graph;
    private readonly LinkNode _node;
    private int _reads;

    public MergedIssueTests()
    {
        _graph = new(_store, _time);
        _node = new(NodeId.Of(World.Organization, World.Issue(6)), _graph.Nodes.Context, _graph.Nodes);
        _store.Reading = () =>
        {
            _reads++;
            return Fault.None;
        };
    }

    [Fact]
    public async Task Unchanged_IsComparedWithTheStore_AndAnsweredAgain()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([5], 6));
        LinkPage first = await LookupAsync();
        _reads = 0;

        LinkPage again = await LookupAsync();

        Assert.Equal(2, again.Total);
        Assert.Same(first, again);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task WhatIsAddedToASource_IsRead_AndNothingElse()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([5], 6));
        await LookupAsync();
        await IngestAsync(Make.Error(3, issue: 5, replay: 3), Make.Segment(3));
        _reads = 0;
        List<long> after = [];
        _store.Loads = after.Add;

        Assert.Equal(3, (await LookupAsync()).Total);

        // The versions, the entries of one source, and the new replay.
        Assert.Equal(3, _reads);
        Assert.NotEqual(0, Assert.Single(after));
    }

    [Fact]
    public async Task FailedRead_LosesNothing()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([5], 6));
        await LookupAsync();
        await IngestAsync(Make.Error(3, issue: 5, replay: 3), Make.Segment(3));

        // The reads fail in turn, until none does.
        for (int failing = 1; ; failing++)
        {
            int reads = 0, fails = failing;
            _store.Reading = () => ++reads == fails ? Fault.Before : Fault.None;
            try
            {
                Assert.Equal(3, (await LookupAsync()).Total);
                Assert.InRange(failing, 3, 6);
                return;
            }
            catch (GraphException e) when (e.IsTransient)
            {
                Assert.InRange(failing, 1, 6);
            }
        }
    }

    [Fact]
    public async Task ManyLinks_AreRankedElsewhere_WithTheSameAnswer()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([5], 6));
        var node = new LinkNode(
            NodeId.Of(World.Organization, World.Issue(6)), _graph.Nodes.Context with { RankElsewhereAbove = 0 }, _graph.Nodes);

        TaggedPage answer = await node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] }, 0);

        Assert.Equal((await LookupAsync()).Links, answer.Page!.Links);
        Assert.Equal(2, answer.Page.Total);
    }

    [Fact]
    public async Task Siblings_AreConfirmedByTheirTraces_EachTime()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, trace: 1), Make.Error(2, issue: 8, trace: 1, replay: 1), Make.Segment(1), Make.Merge([5], 6));
        Assert.Equal(Evidence.Sibling, Assert.Single((await LookupAsync()).Links).Evidence);

        await IngestAsync(Make.DeleteEvents([2]));

        Assert.Empty((await LookupAsync()).Links);
    }

    [Fact]
    public async Task MergedIntoAnother_IsAnswered_AndKeepsNothing()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([6], 5));

        LinkPage first = await LookupAsync();

        Assert.Equal(2, first.Total);
        Assert.NotSame(first, await LookupAsync());
        Assert.Equal(0, (await LookupAsync(query => query with { Strict = true })).Total);
        Assert.Equal(2, (await LookupAsync()).Total);
    }

    [Fact]
    public async Task AnotherQuestion_IsNotAnsweredWithThePage()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1, environment: "staging"), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2),
            Make.Merge([5], 6));
        Assert.Equal(2, (await LookupAsync()).Total);

        Assert.Single((await LookupAsync(query => query with { Limit = 1 })).Links);
        Assert.Equal(1, (await LookupAsync(query => query with { Filter = new() { Environments = new HashSet<string> { "staging" } } })).Total);
        Assert.Equal(2, (await LookupAsync()).Links.Count);
    }

    [Fact]
    public async Task Replays_RareFacts_AndTime_ChangeThePage()
    {
        await IngestAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2), Make.Merge([5], 6));
        await LookupAsync();

        await IngestAsync(Make.Segment(1, segment: 1, at: -40));
        Assert.Contains((await LookupAsync()).Links, link => link.FinishedAt == World.At(-40));

        await IngestAsync(Make.DeleteEvents([2]));
        Assert.Equal(World.Replay(1), Assert.Single((await LookupAsync()).Links).ReplayId);

        _time.Advance(TimeSpan.FromDays(90));
        Assert.Empty((await LookupAsync()).Links);
    }

    [Fact]
    public async Task ExpiredLinks_LeaveMemory_AndTheOthersKeepTheirReplays()
    {
        byte[][] entries = [.. Enumerable.Range(1, 1_000).Select(i =>
            Entries.Of(Make.Error(i, issue: 5, replay: 1 + (i % 4), at: i % 4 == 0 ? -60 : -90), 1 + (i % 4), Evidence.Tagged))];
        await IngestAsync(Make.Segment(1), Make.Segment(2), Make.Segment(3), Make.Segment(4), Make.Merge([5], 6));
        await new LinkNode(NodeId.Of(World.Organization, World.Issue(5)), _graph.Nodes.Context, _graph.Nodes)
            .LinkAsync(new LinkCommand(Entries.Both(entries)));
        Assert.Equal(4, (await LookupAsync()).Total);

        _time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(75));

        Link left = Assert.Single((await LookupAsync()).Links);
        Assert.Equal((World.Replay(1), 250), (left.ReplayId, left.Events));
    }

    private async Task IngestAsync(params IFact[] facts) => await _graph.IngestAsync(World.Organization, Batches.Of(facts));

    private async Task<LinkPage> LookupAsync(Func<LookupQuery, LookupQuery>? with = null)
    {
        var query = new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] };
        return (await _node.LookupAsync(with is null ? query : with(query), 0)).Page!;
    }
}
