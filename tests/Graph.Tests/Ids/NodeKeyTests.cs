using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Graph.Tests.Ids;

public sealed class NodeKeyTests
{
    [Fact]
    public void Of_KeepsKindAndKey()
    {
        Assert.Equal((NodeKind.Event, World.Event(1)), (NodeKey.Of(World.Event(1)).Kind, NodeKey.Of(World.Event(1)).Event));
        Assert.Equal((NodeKind.Trace, World.Trace(1)), (NodeKey.Of(World.Trace(1)).Kind, NodeKey.Of(World.Trace(1)).Trace));
        Assert.Equal((NodeKind.Replay, World.Replay(1)), (NodeKey.Of(World.Replay(1)).Kind, NodeKey.Of(World.Replay(1)).Replay));
        var issue = new IssueId(long.MaxValue);
        Assert.Equal((NodeKind.Issue, issue), (NodeKey.Of(issue).Kind, NodeKey.Of(issue).Issue));
        Assert.Equal((NodeKind.Transaction, "/a"), (NodeKey.OfTransaction("/a").Kind, NodeKey.OfTransaction("/a").Transaction));
    }

    [Fact]
    public void Of_None_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => NodeKey.Of(default(EventId)));
        Assert.Throws<ArgumentException>(() => NodeKey.Of(default(TraceId)));
        Assert.Throws<ArgumentException>(() => NodeKey.Of(default(ReplayId)));
        Assert.Throws<ArgumentException>(() => NodeKey.Of(default(IssueId)));
    }

    [Fact]
    public void OtherKinds_AreRefused()
    {
        NodeKey key = NodeKey.Of(World.Issue(17));

        Assert.Contains("issue/17", Assert.Throws<InvalidOperationException>(() => key.Trace).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => key.Event);
        Assert.Throws<InvalidOperationException>(() => key.Replay);
        Assert.Throws<InvalidOperationException>(() => key.Transaction);
        Assert.Throws<InvalidOperationException>(() => NodeKey.OfTransaction("/a").Issue);
    }

    [Fact]
    public void Equality_IsByKindAndKey()
    {
        Assert.Equal(NodeKey.OfTransaction("/a"), NodeKey.OfTransaction(string.Concat("/", "a")));
        Assert.NotEqual(NodeKey.OfTransaction("/a"), NodeKey.OfTransaction("/A"));
        Assert.NotEqual(NodeKey.Of(new EventId(7)), NodeKey.Of(new TraceId(7)));
        Assert.Equal("transaction//a", NodeKey.OfTransaction("/a").ToString());
    }
}
