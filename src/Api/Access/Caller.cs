using System.Collections.Frozen;

namespace ReplayGraph.Api.Access;

/// <summary>An authorized caller.</summary>
/// <param name="Organization">The organization that it may reach.</param>
/// <param name="Projects">The only projects that it sees and sends to; null: all.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(OrganizationId Organization, IReadOnlySet<ProjectId>? Projects, Scopes Scopes)
{
    /// <summary>The origins whose pages may use its token, which has the scope embed.</summary>
    public IReadOnlySet<string> Origins { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether it may see what belongs to the project. What has no project yet is visible to everyone.</summary>
    public bool Sees(ProjectId project) => Projects is null || project.IsNone || Projects.Contains(project);
}
