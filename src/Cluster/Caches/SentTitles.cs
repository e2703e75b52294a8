using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The titles that a silo has recently sent to the store, so that each is sent once a day, not with every batch. Sending a forgotten one
/// again is harmless. Safe for concurrent use.
/// </summary>
internal sealed class SentTitles
{
    private readonly GenerationCache<(OrganizationId, IssueId, ProjectId, ushort), IssueTitle> _sent = new(1 << 14);

    /// <summary>Whether this title, or a greater one, was sent.</summary>
    internal bool Contains(OrganizationId organization, IssueTitle title) =>
        _sent.TryFind(KeyOf(organization, title), out IssueTitle? sent) && !title.IsGreaterThan(sent!);

    /// <summary>Records titles that were sent and are durable.</summary>
    internal void Add(OrganizationId organization, IEnumerable<TitleWrite> sent)
    {
        foreach (TitleWrite write in sent)
        {
            _sent.Keep(KeyOf(organization, write.Title), write.Title);
        }
    }

    private static (OrganizationId, IssueId, ProjectId, ushort) KeyOf(OrganizationId organization, IssueTitle title) =>
        (organization, title.Issue, title.Project, title.RetentionDays);
}
