using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>What the next entries of an organization's log change in coverage.</summary>
internal sealed class OrganizationChanges : IPartialFactVisitor
{
    private readonly HashSet<EventId> _events = [];
    private bool _isIssueDeleted, _isIssueMerged;

    /// <summary>Reads entries of a log.</summary>
    internal OrganizationChanges(NodeLog log)
    {
        foreach (byte[] entry in log.Entries)
        {
            FactBatch.Read(new OrganizationEntry(entry).Facts, this);
        }
    }

    /// <summary>The events that were moved or deleted.</summary>
    internal IReadOnlyCollection<EventId> Events => _events;

    /// <summary>Whether any event may count otherwise: a merge decides whose deletion applies.</summary>
    /// <param name="anyIssueDeleted">Whether an issue was ever deleted.</param>
    internal bool MayChangeAll(bool anyIssueDeleted) => _isIssueDeleted || (_isIssueMerged && anyIssueDeleted);

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact) => _isIssueMerged = true;

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact) => _isIssueMerged = true;

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact) => _isIssueDeleted = true;

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact) => _events.UnionWith(fact.EventIds);

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact) => _events.UnionWith(fact.EventIds);

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact)
    {
        // The replay's own log has it, too.
    }

    /// <inheritdoc/>
    public void Other<T>(in T fact)
        where T : struct, IFact => throw new InvalidDataException($"A fact of kind {fact.Kind} does not apply to an organization.");
}
