using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Tests.Links;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;

namespace ReplayGraph.Cluster.Tests.Lookups;

public sealed class LinkedKeysTests
{
    [Fact]
    public void Issues_AreThoseThatEventsBelongTo_InOrder()
    {
        GatheredBuilder gathered = new GatheredBuilder(Make.Merge([10], into: 9), Make.Move([4], into: 3), Make.DeleteIssues([12]))
            .Issue(20, Linked(Make.Error(1, 20)))
            .Issue(10, Linked(Make.Error(2, 10), Make.Error(3, 10, received: -1)))
            .Issue(11, Linked(Make.Error(4, 11)))
            .Issue(12, Linked(Make.Error(5, 12)))
            .Issue(13, Linked(Make.Error(6, 13, at: -2 * World.Day, days: 1)))
            .Issue(14);
        NodeKey[] owners = [.. new[] { 20, 10, 11, 12, 13, 14 }.Select(id => NodeKey.Of(World.Issue(id)))];
        Assert.Equal([3, 9, 10, 20], Keys(gathered, owners).Select(key => (int)key.Issue.Value));
    }

    [Fact]
    public void Transactions_AreInOrderOfTheirBytes()
    {
        string[] names = ["\U0001F600", "\uFFFD", "a"];
        GatheredBuilder gathered = new GatheredBuilder(Make.DeleteIssues([12])).Transaction("gone", Linked(Make.Error(2, 12, transaction: "gone")));
        foreach (string name in names)
        {
            gathered.Transaction(name, Linked(Make.Transaction(1, name)));
        }

        NodeKey[] owners = [.. names.Append("gone").Select(NodeKey.OfTransaction)];
        Assert.Equal(["a", "\uFFFD", "\U0001F600"], Keys(gathered, owners).Select(key => key.Transaction));
    }

    private static IReadOnlyList<NodeKey> Keys(GatheredBuilder gathered, NodeKey[] owners)
    {
        var linked = new LinkedKeys();
        GatheredView view = gathered.View;
        foreach (NodeKey owner in owners)
        {
            linked.Add(view, owner, view.LinksOf(owner)!, CancellationToken.None);
        }

        return linked.Keys;
    }

    private static byte[][] Linked(params EventFact[] events) => [.. events.Select(one => Entries.Of(one, 1, Evidence.Trace))];
}
