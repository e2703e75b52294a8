using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;

namespace ReplayGraph.Simulation.Stores;

/// <summary>The titles of issues in the simulated database.</summary>
internal sealed class TitleTable
{
    private readonly Dictionary<(OrganizationId, IssueId, ProjectId, ushort), TitleWrite> _rows = [];

    internal void Keep(OrganizationId organization, IReadOnlyList<TitleWrite> titles)
    {
        foreach (TitleWrite write in titles)
        {
            (OrganizationId, IssueId, ProjectId, ushort) key =
                (organization, write.Title.Issue, write.Title.Project, write.Title.RetentionDays);
            if (!_rows.TryGetValue(key, out TitleWrite? old) || write.Title.IsGreaterThan(old.Title))
            {
                _rows[key] = write;
            }
        }
    }

    internal IReadOnlyList<IssueTitle> Find(OrganizationId organization, IReadOnlyList<IssueId> issues) =>
        [.. _rows.Where(row => row.Key.Item1 == organization && issues.Contains(row.Key.Item2)).Select(row => row.Value.Title)];

    internal void Drop(Timestamp expired)
    {
        foreach ((OrganizationId, IssueId, ProjectId, ushort) key in _rows.Where(row => row.Value.ExpiresAt <= expired).Select(row => row.Key).ToArray())
        {
            _rows.Remove(key);
        }
    }
}
