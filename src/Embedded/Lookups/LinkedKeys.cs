using System.Text;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>All issues or transactions that have a link, whatever became of the replay.</summary>
internal static class LinkedKeys
{
    /// <summary>Names by their bytes in UTF-8.</summary>
    internal static Comparer<string> ByBytes { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    internal static IReadOnlyList<NodeKey> Of(OrganizationNodes nodes, NodeKind kind, Timestamp now, CancellationToken cancel)
    {
        IEnumerable<NodeKey> keys = kind switch
        {
            NodeKind.Issue => nodes.Issues.Select(issue => issue.Id.Value).Order().Select(id => NodeKey.Of(new IssueId(id))),
            NodeKind.Transaction => nodes.Transactions.Select(entry => entry.Name.ToString()).Order(ByBytes).Select(NodeKey.OfTransaction),
            _ => throw new ArgumentException($"only issues and transactions are listed, not {kind}"),
        };
        var filter = new LinkFilter { Fates = FateSet.Any };
        var found = new AnyPair();
        var scan = new KeyScan(nodes, filter, now, strict: true, found, cancel);
        List<NodeKey> linked = [];
        foreach (NodeKey key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            found.Found = false;
            scan.Scan(key);
            if (found.Found)
            {
                linked.Add(key);
            }
        }

        return linked;
    }

    private sealed class AnyPair : PairSink
    {
        internal bool Found { get; set; }

        internal override void Take(int replay, Evidence evidence, long time, uint row) => Found = true;

        internal override void TakeEmpty(int replay, Evidence evidence) => Found = true;
    }
}
