using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Links;

public sealed class CurrentPagesTests
{
    private const int Silo = 77;

    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly LocalGraph _graph;
    private readonly LinkNode _node;

    public CurrentPagesTests()
    {
        _graph = new(_store, _time);
        _node = new(NodeId.Of(World.Organization, World.Issue(5)), _graph.Nodes.Context with { SiloNumber = Silo }, _graph.Nodes);
    }

    [Fact]
    public async Task Page_IsCurrent_UntilItsNodeChanges()
    {
        long tag = await LookupAsync();
        Assert.Empty(Stale(tag));

        await LinkAsync(2);

        Assert.Equal([tag], Stale(tag));
    }

    [Fact]
    public async Task Page_IsCurrent_UntilAReplayChanges()
    {
        long tag = await LookupAsync();

        await _graph.IngestAsync(World.Organization, Batches.Of(Make.Segment(1, segment: 1)));

        Assert.Equal([tag], Stale(tag));
    }

    [Fact]
    public async Task Page_IsCurrent_WhenOtherReplaysChange()
    {
        long tag = await LookupAsync();

        await _graph.IngestAsync(World.Organization, Batches.Of([Make.Segment(2), Make.Segment(3, segment: 1)]));
        await _graph.IngestAsync(World.Organization, Batches.Of(Make.Segment(2, segment: 1)));

        Assert.Empty(Stale(tag));
    }

    [Fact]
    public async Task Page_IsStale_WhenAReplayChangesThatWasEvicted()
    {
        long tag = await LookupAsync();
        SiloCache cache = _graph.Nodes.Context.Cache;
        cache.Of(World.Organization).Replays.Close();

        await _graph.IngestAsync(World.Organization, Batches.Of(Make.Segment(1, segment: 1)));

        Assert.Equal([tag], Stale(tag));
    }

    [Fact]
    public async Task Page_IsStale_WhenItsOrganizationWasEvicted()
    {
        long tag = await LookupAsync();

        _graph.Nodes.Context.Cache.Of(World.Organization).Evict();

        Assert.Equal([tag], Stale(tag));
        Assert.Empty(Stale(await LookupAsync()));
    }

    [Fact]
    public async Task Pages_AreStale_OnceTheCacheWasCleared()
    {
        long tag = await LookupAsync();
        SiloCache cache = _graph.Nodes.Context.Cache;
        cache.Forget();
        await cache.OrganizationAsync(World.Organization);

        Assert.Equal([tag], Stale(tag));
    }

    [Fact]
    public async Task OnlyStaleAndUnknownTags_AreReturned()
    {
        long before = await LookupAsync();
        await LinkAsync(2);
        long now = await LookupAsync();

        Assert.Equal([before, 17], Stale(before, now, 17));
    }

    [Fact]
    public async Task ClosedNode_HasNoCurrentPage()
    {
        long tag = await LookupAsync();

        _node.Close();

        Assert.Equal([tag], Stale(tag));
        Assert.NotEmpty(Stale(await LookupAsync()));
    }

    [Fact]
    public async Task HangingWrite_MakesThePageStale_BecauseTheNodeMayHaveBeenReplaced()
    {
        long tag = await LookupAsync();
        long[] during = [], later = [];
        _store.Writing = _ =>
        {
            during = Stale(tag);
            _time.Advance(Redelivery.LongestIngest);
            later = Stale(tag);
            return Fault.Before;
        };

        await Assert.ThrowsAsync<GraphException>(() => LinkAsync(2));

        Assert.Empty(during);
        Assert.Equal([tag], later);
    }

    [Fact]
    public async Task Tag_HasTheNumberOfTheSilo()
    {
        Assert.Equal(Silo, PageTag.SiloOf(await LookupAsync()));
        Assert.Equal(0, PageTag.SiloOf(0x3FFF_FFFF_FFFF_FFFF));
        Assert.InRange(PageTag.NumberOf(-1), 1, (1 << 24) - 1);
    }

    private long[] Stale(params long[] tags) => _graph.Nodes.Context.Cache.Pages.Stale(tags);

    private async Task<long> LookupAsync()
    {
        await _graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, issue: 5, replay: 1), Make.Segment(1)]));
        return (await _node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))] }, 0)).Tag;
    }

    private async Task LinkAsync(int error) => await _node.LinkAsync(
        new LinkCommand(Entries.Of(Make.Error(error, issue: 5, replay: 1), 1, Evidence.Tagged)));
}
