using System.Text;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Collects the issues or transaction names that have a link, whatever the replay's fate.</summary>
public sealed class LinkedKeys
{
    private readonly HashSet<IssueId> _issues = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The keys in order: issues by id, transactions by the bytes of their names.</summary>
    public IReadOnlyList<NodeKey> Keys =>
    [
        .. _issues.OrderBy(id => id.Value).Select(NodeKey.Of),
        .. _names.Order(ByBytes).Select(NodeKey.OfTransaction),
    ];

    /// <summary>The first of the keys after another one; null: of all.</summary>
    public static IReadOnlyList<NodeKey> Page(IReadOnlyList<NodeKey> keys, NodeKey? after, int limit)
    {
        return [.. keys.Where(IsAfter).Take(limit)];

        bool IsAfter(NodeKey key) => after is not { } last || (key.Kind == NodeKind.Issue
            ? key.Issue.Value > last.Issue.Value
            : ByBytes.Compare(key.Transaction, last.Transaction) > 0);
    }

    /// <summary>Names by their bytes in UTF-8.</summary>
    internal static Comparer<string> ByBytes { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>Adds the keys that the links of a node belong to.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="owner">The issue or transaction name.</param>
    /// <param name="links">Its links.</param>
    /// <param name="cancel">Cancels the scan.</param>
    public void Add<TView>(TView view, in NodeKey owner, LinkSet links, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        var events = new EventFilter(LinkFilter.None, view.Expiry);
        var counted = new RowEvidence<TView>(view, links, new EventPairs<TView>(view), FateSet.Any);
        bool isIssue = owner.Kind == NodeKind.Issue;
        bool rowsSuffice = OwnLinks.RowsSuffice(view, owner, links);
        foreach (ref readonly LinkRow row in links.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (!events.Passes(links, row) || row.Replay.IsNone || (counted.Of(row, counted.ReplayOf(row)) & Evidence.Any) == 0)
            {
                continue;
            }

            if (rowsSuffice)
            {
                Add(owner);
                return;
            }

            if (links.TryRead(row, out Observation o) && IssueResolver.TryResolve(o, links.Overrides(row), view.Issues, out IssueId issue))
            {
                Add(isIssue ? NodeKey.Of(issue) : owner);
                if (!isIssue)
                {
                    return;
                }
            }
        }
    }

    private void Add(in NodeKey key)
    {
        if (key.Kind == NodeKind.Issue)
        {
            _issues.Add(key.Issue);
        }
        else
        {
            _names.Add(key.Transaction);
        }
    }
}
