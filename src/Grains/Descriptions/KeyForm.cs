using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>
/// How the keys of nodes are written, for the people who enter them into the dashboard. The dashboard shows an apostrophe as <c>\u0027</c>.
/// </summary>
public static class KeyForm
{
    private const string Hex = "0123456789abcdef0123456789abcdef";

    /// <summary>The form of a key of this type, with an example.</summary>
    public static string Of(NodeType type, OrganizationId organization) => type switch
    {
        NodeType.Issue => $"the organization and the id of the issue: {organization}/4000000017",
        NodeType.Transaction => $"the organization and the name of the transaction: {organization}/GET /checkout",
        NodeType.Organization => $"the organization: {organization}",
        NodeType.UntracedEvent => $"the organization and the id of the event, 32 lower-case hex digits: {organization}/{Hex}",
        _ => $"the organization and the id of the {type.ToString().ToLowerInvariant()}, 32 lower-case hex digits: {organization}/{Hex}",
    };
}
