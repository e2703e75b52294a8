using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.StoreSpec;

public abstract partial class NodeStoreSpec
{
    private static readonly NodeType[] _tracesAndReplays = [NodeType.Trace, NodeType.Replay];

    [Fact]
    public async Task Changes_AreTheNodesWrittenSinceAMark()
    {
        await Sample.AppendAsync(Store, Sample.Trace(1), [1]);
        StoreMark mark = (await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, null, 10)).Mark;

        await Sample.AppendAsync(Store, Sample.Trace(2), [1]);
        await Sample.AppendAsync(Store, Sample.Trace(2), [2]);
        await Sample.AppendAsync(Store, Sample.Replay(3), [1]);
        await Sample.AppendAsync(Store, Sample.Issue(4), [1]);
        await Sample.AppendAsync(Store, NodeId.Of(Sample.Other, new TraceId(5)), [1]);

        NodeChanges changes = await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, mark, 10);
        Assert.Equal([Sample.Trace(2), Sample.Replay(3)], changes.Nodes!.OrderBy(node => node.Type));

        NodeChanges next = await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, changes.Mark, 10);
        Assert.Empty(next.Nodes!);
        await Sample.AppendAsync(Store, Sample.Trace(1), [2]);
        Assert.Equal([Sample.Trace(1)], (await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, next.Mark, 10)).Nodes!);
    }

    [Fact]
    public async Task Changes_IncludeReplacedEntries()
    {
        NodeVersion first = await Sample.AppendAsync(Store, Sample.Trace(1), [1]);
        StoreMark mark = (await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, null, 10)).Mark;
        Assert.NotNull(await Store.AppendAsync(Sample.Write(Sample.Trace(1), first, 2) with { ReplacesAfter = 0 }));

        Assert.Equal([Sample.Trace(1)], (await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, mark, 10)).Nodes!);
    }

    [Fact]
    public async Task Changes_WithoutAMarkOrBeyondTheLimit_MayBeEverything()
    {
        NodeChanges first = await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, null, 10);
        Assert.Null(first.Nodes);

        await Sample.AppendAsync(Store, Sample.Trace(1), [1]);
        await Sample.AppendAsync(Store, Sample.Trace(2), [1]);
        Assert.Equal(2, (await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, first.Mark, 2)).Nodes!.Count);
        Assert.Null((await Store.ChangesAsync(Sample.Acme, _tracesAndReplays, first.Mark, 1)).Nodes);
    }
}
