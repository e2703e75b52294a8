using ReplayGraph.Events;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What is rare and concerns all nodes of an organization: every silo holds all of it, so that where an event belongs is worked out
/// without asking anybody.
/// </summary>
public interface IOrganizationFacts : IIssues
{
    /// <summary>The deletions and moves of an event; null if there are none. It holds no listings.</summary>
    EventAnnotations? Marks(EventId id);

    /// <summary>True if an issue was deleted once: transactions must then look whether their errors are gone.</summary>
    bool AnyIssueDeleted { get; }

    /// <summary>True if an event was deleted or moved once.</summary>
    bool AnyEventReassigned { get; }

    /// <summary>By whose word a replay was deleted.</summary>
    IReadOnlyList<ProjectId> DeletedBy(ReplayId id);

    /// <summary>Grows with each change: answers that were worked out at another version are stale.</summary>
    long Version { get; }
}
