using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Collects the issues or transactions that have a link, whatever became of the replay.</summary>
internal sealed class LinkedKeys(IOrganizationFacts facts, Moment moment)
{
    private readonly EventFilter _events = new(new LinkFilter { Fates = FateSet.Any }, moment);
    private readonly HashSet<IssueId> _issues = [];
    private readonly HashSet<string> _transactions = [];

    /// <summary>In order: issues by id, transactions by the bytes of their names.</summary>
    internal IReadOnlyList<NodeKey> Keys =>
    [
        .. _issues.OrderBy(id => id.Value).Select(NodeKey.Of),
        .. _transactions.Order(Neighbours.ByBytes).Select(NodeKey.OfTransaction),
    ];

    /// <summary>Takes the links of an issue or a transaction in.</summary>
    internal void Add(NodeId owner, LinkTable table)
    {
        RowFilter passes = _events.For(table);
        bool mayDivert = facts.AnyEventDiverted;
        bool isAlone = owner.Type == NodeType.Issue && IssueReach.StandsAlone(owner.Issue, facts);
        foreach (ref readonly LinkRow row in table.Rows)
        {
            if (!passes.Passes(row))
            {
                continue;
            }

            EventAnnotations? marks = mayDivert ? facts.Marks(table.EventOf(row)) : null;
            if (!IssueResolver.TryResolve(table.Read(row), marks, facts, out IssueId issue))
            {
                continue;
            }

            if (owner.Type == NodeType.Transaction)
            {
                _transactions.Add(owner.Transaction);
                return;
            }

            _issues.Add(issue);
            if (isAlone && !mayDivert)
            {
                return;
            }
        }
    }
}
