namespace ReplayGraph.Api.Access;

/// <summary>Who calls, once it is known.</summary>
/// <param name="Organization">The organization that it may reach.</param>
/// <param name="Projects">The only projects that it sees and sends to; null: all.</param>
public sealed record Caller(OrganizationId Organization, IReadOnlySet<ProjectId>? Projects)
{
    /// <summary>Whether it may see something of the project; what has no project yet is seen by all.</summary>
    public bool Sees(ProjectId project) => Projects is null || project.IsNone || Projects.Contains(project);
}
