namespace ReplayGraph.Shared;

/// <summary>Where the explorer shows a node.</summary>
internal static class PagePath
{
    /// <summary>The path of the pages of an organization.</summary>
    internal static string Of(OrganizationId organization) => $"/explore/{organization}";

    /// <summary>The page of a node.</summary>
    internal static string Of(OrganizationId organization, NodeKey node) => node.Kind switch
    {
        NodeKind.Transaction => $"{Of(organization)}/transactions?name={Uri.EscapeDataString(node.Transaction)}",
        _ => $"{Of(organization)}/{node.Kind.ToString().ToLowerInvariant()}s/{node.Id}",
    };
}
