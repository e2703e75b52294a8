using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Sentry;

/// <summary>
/// Maps DSN keys to projects and organizations. Without configuration any key may send to any project of <c>default</c>.
/// </summary>
internal sealed class DsnKeys
{
    private static readonly Problem _unknown = Problem.Forbidden("event submission rejected with_reason: ProjectId");

    private readonly bool _isOpen;
    private readonly OfOrganizations<Dictionary<string, (OrganizationId Organization, ProjectId Project)>> _keys;

    internal DsnKeys(ReplayGraphOptions options)
    {
        _isOpen = options.IsOpen;
        _keys = new(options.Organizations, organizations => organizations
            .SelectMany(organization => organization.Keys.Select(key => (key.Key, (organization.Id, key.Project))))
            .ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>The organization of the key. An unknown key and a wrong project get the same answer.</summary>
    internal OrganizationId Find(string key, ProjectId project, out Problem? problem)
    {
        problem = null;
        if (_isOpen)
        {
            return OrganizationId.Default;
        }

        if (_keys.Value.TryGetValue(key, out (OrganizationId Organization, ProjectId Project) known) && known.Project == project)
        {
            return known.Organization;
        }

        problem = _unknown;
        return default;
    }
}
