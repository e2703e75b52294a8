using ReplayGraph.Api.Access;

namespace ReplayGraph.Api.Live;

/// <summary>What a stream shows: the replays of an issue, of a transaction name or of a project, as far as its caller may see them.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Node">The issue or transaction name; default for a project.</param>
/// <param name="Project">The project; none for an issue or transaction name.</param>
/// <param name="Visible">The projects that the caller may see, as a text that is equal for equal sets; empty for all.</param>
internal readonly record struct LiveTopic(OrganizationId Organization, NodeKey Node, ProjectId Project, string Visible)
{
    internal static LiveTopic Of(Caller caller, NodeKey node) => new(caller.Organization, node, default, VisibleTo(caller));

    internal static LiveTopic Of(Caller caller, ProjectId project) => new(caller.Organization, default, project, VisibleTo(caller));

    private static string VisibleTo(Caller caller) => caller.Projects is { } projects
        ? string.Join(',', projects.Select(project => project.Value).Order()) + ","
        : "";
}
