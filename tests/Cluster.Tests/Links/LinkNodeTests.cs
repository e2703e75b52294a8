using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Links;

public sealed class LinkNodeTests
{
    [Fact]
    public async Task MergeWhileLinksAreRead_IsInTheAnswer_AndNoPageFromBeforeIsKept()
    {
        var store = new FaultyStore(new MemoryStore());
        var graph = new LocalGraph(store, new FakeTimeProvider(World.Now.ToDate()));
        await graph.IngestAsync(
            World.Organization,
            Batches.Of([Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 6, replay: 2), Make.Segment(1), Make.Segment(2)]));
        var node = new LinkNode(NodeId.Of(World.Organization, World.Issue(6)), graph.Nodes.Context, graph.Nodes);
        await graph.Nodes.Context.Cache.OrganizationAsync(World.Organization);
        bool isFirst = true;
        store.Reading = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                graph.IngestAsync(World.Organization, Batches.Of([Make.Merge([5], 6)])).AsTask().GetAwaiter().GetResult();
            }

            return Fault.None;
        };

        TaggedPage answer = await node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] }, 0);

        Assert.Equal(2, answer.Page!.Total);
        Assert.False(node.IsStillValid(answer.Tag));
    }

    [Fact]
    public async Task ReplayThatChangesWhileItsRowIsRead_MakesThePageStale()
    {
        var store = new FaultyStore(new MemoryStore());
        var graph = new LocalGraph(store, new FakeTimeProvider(World.Now.ToDate()));
        await graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, issue: 6, replay: 1), Make.Segment(1)]));
        graph.Nodes.Context.Cache.Forget();
        var node = new LinkNode(NodeId.Of(World.Organization, World.Issue(6)), graph.Nodes.Context, graph.Nodes);
        store.HasRead = () =>
        {
            store.HasRead = () => { };
            graph.IngestAsync(World.Organization, Batches.Of([Make.Segment(1, segment: 1)])).AsTask().GetAwaiter().GetResult();
        };

        TaggedPage answer = await node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] }, 0);

        Assert.False(node.IsStillValid(answer.Tag));
    }

    [Fact]
    public async Task Siblings_AreConfirmedByTheirTraces_AndLinksAreReadOnce()
    {
        var store = new FaultyStore(new MemoryStore());
        var graph = new LocalGraph(store, new FakeTimeProvider(World.Now.ToDate()));
        await graph.IngestAsync(World.Organization, Batches.Of([
            Make.Error(1, issue: 6, trace: 1), Make.Error(2, issue: 8, trace: 1, replay: 1), Make.Error(3, issue: 6, replay: 2),
            Make.Segment(1), Make.Segment(2)]));
        var node = new LinkNode(NodeId.Of(World.Organization, World.Issue(6)), graph.Nodes.Context, graph.Nodes);
        var query = new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] };
        Assert.Equal(2, (await node.LookupAsync(query, 0)).Page!.Total);
        int loads = 0;
        store.Loads = _ => loads++;

        Assert.Equal(2, (await node.LookupAsync(query, 0)).Page!.Total);
        Assert.Equal(0, loads);

        await graph.IngestAsync(World.Organization, Batches.Of([Make.DeleteEvents([2])]));
        Assert.Equal(World.Replay(2), Assert.Single((await node.LookupAsync(query, 0)).Page!.Links).ReplayId);
    }

    [Fact]
    public async Task LargeIssue_IsAnswered_IfTheEarlyReadOfItsReplaysFails()
    {
        const int links = 12_000;
        var store = new FaultyStore(new MemoryStore());
        var graph = new LocalGraph(store, new FakeTimeProvider(World.Now.ToDate()));
        NodeId id = NodeId.Of(World.Organization, World.Issue(6));
        byte[][] entries = [.. Enumerable.Range(1, links).Select(i =>
            Entries.Of(Make.Error(i, issue: 6, replay: 1, transaction: new string('x', 40)), 1, Evidence.Tagged))];
        await graph.IngestAsync(World.Organization, Batches.Of(Make.Segment(1)));
        await new LinkNode(id, graph.Nodes.Context, graph.Nodes).LinkAsync(new LinkCommand(Entries.Both(entries)));
        await graph.Nodes.Context.Cache.OrganizationAsync(World.Organization);
        int reads = 0;
        store.Reading = () => Interlocked.Increment(ref reads) == 2 ? Fault.Before : Fault.None;

        TaggedPage answer = await new LinkNode(id, graph.Nodes.Context, graph.Nodes)
            .LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] }, 0);

        Assert.Equal(links, Assert.Single(answer.Page!.Links).Events);
        Assert.Equal(3, reads);
    }

    [Fact]
    public async Task ExpiredLinks_LeaveMemory_OnALookupOncePerHour()
    {
        var time = new FakeTimeProvider(World.Now.ToDate());
        var graph = new LocalGraph(new MemoryStore(), time);
        NodeId id = NodeId.Of(World.Organization, World.Issue(6));
        byte[][] entries = [.. Enumerable.Range(1, 1_000).Select(i =>
            Entries.Of(Make.Error(i, issue: 6, replay: 1, at: i % 4 == 0 ? -60 : -90), 1, Evidence.Tagged))];
        await graph.IngestAsync(World.Organization, Batches.Of(Make.Segment(1)));
        var node = new LinkNode(id, graph.Nodes.Context, graph.Nodes);
        await node.LinkAsync(new LinkCommand(Entries.Both(entries)));
        Assert.Equal((1_000, 1_000), await CountAsync());

        time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(75));
        Assert.Equal((250, 250), await CountAsync());

        async Task<(int Shown, int Kept)> CountAsync()
        {
            TaggedPage answer = await node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(6))] }, 0);
            var kept = new FoldedLinks();
            return (answer.Page!.Links.Sum(link => link.Events), kept.Add((await node.ViewAsync()).Entries));
        }
    }
}
