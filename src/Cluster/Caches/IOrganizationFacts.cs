using ReplayGraph.Events;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The rare facts that concern all nodes of an organization. A silo that uses it holds all of them, so it resolves the issue of an event
/// without a call.
/// </summary>
public interface IOrganizationFacts : IIssues
{
    /// <summary>The deletions and moves of an event, without listings; null if there are none.</summary>
    EventAnnotations? Annotations(EventId id);

    /// <summary>Whether an issue was ever deleted: lookups of transactions must then check whether their errors are deleted.</summary>
    bool AnyIssueDeleted { get; }

    /// <summary>Whether an event was ever deleted or moved.</summary>
    bool AnyEventReassigned { get; }

    /// <summary>The issues that operations concern, or whose events may be at other issues' nodes.</summary>
    IEnumerable<IssueId> Issues { get; }

    /// <summary>The projects that deleted a replay.</summary>
    IReadOnlyList<ProjectId> DeletedBy(ReplayId id);

    /// <summary>Grows with each change: answers that were computed from another version are stale.</summary>
    long Version { get; }
}
