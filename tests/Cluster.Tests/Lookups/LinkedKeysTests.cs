using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Tests.Links;

namespace ReplayGraph.Cluster.Tests.Lookups;

public sealed class LinkedKeysTests
{
    [Fact]
    public void Issues_AreThoseThatEventsBelongTo_InOrder()
    {
        LinkedKeys linked = Linked(Make.Merge([10], into: 9), Make.Move([4], into: 3), Make.DeleteIssues([12]));
        Add(linked, 20, Make.Error(1, 20));
        Add(linked, 10, Make.Error(2, 10), Make.Error(3, 10, received: -1));
        Add(linked, 11, Make.Error(4, 11));
        Add(linked, 12, Make.Error(5, 12));
        Add(linked, 13, Make.Error(6, 13, at: -2 * World.Day, days: 1));
        Add(linked, 14);
        Assert.Equal([3, 9, 10, 20], linked.Keys.Select(key => (int)key.Issue.Value));
    }

    [Fact]
    public void Transactions_AreInOrderOfTheirBytes()
    {
        LinkedKeys linked = Linked(Make.DeleteIssues([12]));
        foreach (string name in new[] { "\U0001F600", "\uFFFD", "a" })
        {
            linked.Add(NodeId.OfTransaction(World.Organization, name), Table(Make.Transaction(1, name)));
        }

        linked.Add(NodeId.OfTransaction(World.Organization, "gone"), Table(Make.Error(2, 12, transaction: "gone")));
        Assert.Equal(["a", "\uFFFD", "\U0001F600"], linked.Keys.Select(key => key.Transaction));
    }

    private static LinkedKeys Linked(params IFact[] rare)
    {
        var said = new Said(rare);
        return new(said.Facts, said.Gathered.Moment);
    }

    private static void Add(LinkedKeys linked, int issue, params EventFact[] events) =>
        linked.Add(NodeId.Of(World.Organization, World.Issue(issue)), Table(events));

    private static LinkTable Table(params EventFact[] events)
    {
        var table = new LinkTable();
        foreach (EventFact one in events)
        {
            table.Add(Entries.Of(one, 1, Evidence.Trace));
        }

        return table;
    }
}
