using ReplayGraph.Conformance.Generation;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>A known key without replays differs from an unknown key.</summary>
public abstract class KnownSpec : TitleSpec
{
    private static readonly NodeKey _name = NodeKey.OfTransaction("/pay"), _otherName = NodeKey.OfTransaction("/other");

    [Fact]
    public async Task Known_AfterItsFirstEvent()
    {
        IGraph graph = await GraphOf();
        Assert.False(await IsKnownAsync(graph, Issue(5)));

        await TellAsync(graph, Make.Error(1, issue: 5, trace: 1, transaction: "/pay"));

        await AllAsync(true, graph, null, Issue(5), Trace(1), Event(1), _name);
        await AllAsync(false, graph, null, Issue(6), Trace(2), Event(2), _otherName);
        Assert.True(await IsKnownAsync(await AgainAsync(graph), Issue(5)));
    }

    [Fact]
    public async Task Known_OfEachKeyOfAMix()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5), Make.Error(2, issue: 6, replay: 1), Make.Segment(1));
        LinkPage page = await graph.LookupAsync(
            World.Organization, new() { Keys = [Issue(5), Issue(6), Issue(7)], Filter = LinkFilter.None, ByKey = true });
        Assert.True(page.IsKnown);
        Assert.Equal([true, true, false], page.ByKey!.Select(key => key.IsKnown));
    }

    [Fact]
    public async Task Known_WhateverTheWindow()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1));
        var filter = new LinkFilter { Window = new(World.At(-10), World.At(0)), Projects = new HashSet<ProjectId> { World.Project(2) } };
        Assert.True(await IsKnownAsync(graph, Issue(5), filter));
        Assert.True(await IsKnownAsync(graph, Trace(1), filter));
    }

    [Fact]
    public async Task Unknown_ToCallersWithoutTheProject()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1, project: 1, transaction: "/pay"), Make.Error(2, issue: 6, project: 2));
        var filter = new LinkFilter { Visible = new HashSet<ProjectId> { World.Project(2) } };
        await AllAsync(false, graph, filter, Issue(5), Trace(1), Event(1), _name);
        Assert.True(await IsKnownAsync(graph, Issue(6), filter));
    }

    [Fact]
    public Task Known_IssuesThatAMergeNames() => InEveryOrderAsync(
        async graph =>
        {
            Assert.True(await IsKnownAsync(graph, Issue(5)));
            Assert.True(await IsKnownAsync(graph, Issue(6)));
        },
        Make.Error(1, issue: 5),
        Make.Merge(from: [5], into: 6, at: -10));

    [Fact]
    public async Task Known_UntilTheEndOfTheDayOfTheLastExpiry()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5, trace: 1, transaction: "/pay"));
        DateTimeOffset last = World.At(-60).ToDate().AddDays(90);
        Time.SetUtcNow(last);
        Assert.False(await IsKnownAsync(graph, Trace(1)));
        Assert.True(await IsKnownAsync(graph, Issue(5)));
        Assert.True(await IsKnownAsync(graph, _name));

        Time.SetUtcNow(new DateTimeOffset(last.Date.AddDays(1), TimeSpan.Zero));
        Assert.False(await IsKnownAsync(graph, Issue(5)));
        Assert.False(await IsKnownAsync(graph, _name));
    }

    [Fact]
    public async Task Known_AgainAfterExpiry()
    {
        IGraph graph = await GraphOf(Make.Error(1, issue: 5));
        Time.SetUtcNow(World.At(0).ToDate().AddDays(92));
        Assert.False(await IsKnownAsync(graph, Issue(5)));
        await TellAsync(graph, Make.Error(2, issue: 5, at: 91 * 24 * 60));
        Assert.True(await IsKnownAsync(graph, Issue(5)));
    }

    private static async Task AllAsync(bool known, IGraph graph, LinkFilter? filter, params NodeKey[] keys)
    {
        foreach (NodeKey key in keys)
        {
            Assert.Equal((key, known), (key, await IsKnownAsync(graph, key, filter)));
        }
    }

    private static async Task<bool> IsKnownAsync(IGraph graph, NodeKey key, LinkFilter? filter = null)
    {
        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [key], Filter = filter ?? LinkFilter.None });
        Assert.Equal(0, page.Total);
        return page.IsKnown;
    }
}
