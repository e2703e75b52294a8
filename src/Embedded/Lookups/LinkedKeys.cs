using ReplayGraph.Embedded.Nodes;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>All issues or transactions that have a link.</summary>
internal static class LinkedKeys
{
    internal static IReadOnlyList<NodeKey> Of(OrganizationNodes nodes, NodeKind kind) => kind switch
    {
        NodeKind.Issue =>
        [
            .. nodes.Issues.Where(issue => !issue.Links.Entries.IsEmpty || !issue.State.Sources.IsEmpty).Select(issue => issue.Id.Value).Order()
                .Select(id => NodeKey.Of(new IssueId(id))),
        ],
        NodeKind.Transaction =>
        [
            .. nodes.Transactions.Where(entry => !entry.Links.Entries.IsEmpty).Select(entry => entry.Name.ToString())
                .Order(StringComparer.Ordinal).Select(NodeKey.OfTransaction),
        ],
        _ => throw new ArgumentException($"only issues and transactions are listed, not {kind}"),
    };
}
