using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Tests.Ids;

/// <summary>The text of a node, by which hosts address it.</summary>
public sealed class NodeIdTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(NodeType.Organization, "acme")]
    [InlineData(NodeType.Issue, "acme/4000000017")]
    [InlineData(NodeType.Issue, "acme/9223372036854775807")]
    [InlineData(NodeType.Transaction, "acme/GET /checkout")]
    [InlineData(NodeType.Event, "acme/" + Hex)]
    [InlineData(NodeType.Trace, "acme/" + Hex)]
    [InlineData(NodeType.UntracedEvent, "acme/" + Hex)]
    [InlineData(NodeType.Replay, "acme/" + Hex)]
    public void Text_IsReadAsItIsWritten(NodeType type, string text)
    {
        NodeId node = NodeId.Parse(type, text);

        Assert.Equal((type, text), (node.Type, node.ToString()));
    }

    [Fact]
    public void Issue_BearsTheNumberThatPeopleKnow() =>
        Assert.Equal(new IssueId(4000000017), NodeId.Parse(NodeType.Issue, "acme/4000000017").Issue);

    [Theory]
    [InlineData(NodeType.Organization, "acme/")]
    [InlineData(NodeType.Organization, "acme/" + Hex)]
    [InlineData(NodeType.Organization, "ACME")]
    [InlineData(NodeType.Issue, "4000000017")]
    [InlineData(NodeType.Issue, "acme/")]
    [InlineData(NodeType.Issue, "acme/0")]
    [InlineData(NodeType.Issue, "acme/017")]
    [InlineData(NodeType.Issue, "acme/-17")]
    [InlineData(NodeType.Issue, "acme/ee6b2811")]
    [InlineData(NodeType.Issue, "acme/" + Hex)]
    [InlineData(NodeType.Replay, "acme/1")]
    [InlineData(NodeType.Replay, "acme/ 123456789abcdef0123456789abcdef")]
    [InlineData(NodeType.Replay, "acme/0123456789ABCDEF0123456789ABCDEF")]
    [InlineData(NodeType.Trace, "acme/0123456789abcdef0123456789abcdeg")]
    [InlineData(NodeType.Event, Hex)]
    public void Text_OfNoOtherForm_IsRead(NodeType type, string text) =>
        Assert.Throws<FormatException>(() => NodeId.Parse(type, text));
}
