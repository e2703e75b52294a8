using ReplayGraph.Issues;

namespace ReplayGraph.Lookups;

/// <summary>Which lookups of one issue or transaction name need only its own links.</summary>
public static class OwnLinks
{
    /// <summary>Whether a lookup of the key reads no other links: no merge, unmerge or deletion ever affected the issue.</summary>
    public static bool Suffice(in NodeKey key, IIssues issues) => key.Kind switch
    {
        NodeKind.Issue => IssueReach.HasNoOperations(issues.Find(key.Issue)),
        NodeKind.Transaction => true,
        _ => false,
    };

    /// <summary>Whether the rows of its links suffice, without observations: none of their events was ever merged, moved or deleted.</summary>
    internal static bool RowsSuffice<TView>(TView view, in NodeKey key, LinkSet links)
        where TView : struct, IGraphView =>
        Suffice(key, view.Issues) && !links.HasReassigned && !(key.Kind == NodeKind.Transaction && view.AnyIssueDeleted);

    /// <summary>The links of a key whose ranking may be cached, because only links, replays and time change it; null if it may not.</summary>
    internal static LinkSet? Cacheable<TView>(TView view, in NodeKey key)
        where TView : struct, IGraphView =>
        key.Kind is NodeKind.Issue or NodeKind.Transaction
            && view.LinksOf(key) is { HasRepeatedEvents: false } links && RowsSuffice(view, key, links) ? links : null;

    /// <summary>Whether a scan of the keys may find an event twice: among the links of two nodes, or observed twice.</summary>
    internal static bool MayRepeat<TView>(TView view, IReadOnlyList<NodeKey> keys)
        where TView : struct, IGraphView =>
        keys is not [var key] || !Suffice(key, view.Issues) || view.LinksOf(key) is { HasRepeatedEvents: true };
}
