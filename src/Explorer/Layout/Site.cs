using ReplayGraph.Api.Access;

namespace ReplayGraph.Explorer.Layout;

/// <summary>What every page knows.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="IsSignedIn">Whether the caller entered a token, and can sign out.</param>
/// <param name="Now">The time of the request.</param>
public sealed record Site(Caller Caller, bool IsSignedIn, Timestamp Now)
{
    /// <summary>Whether the caller may delete.</summary>
    public bool IsAdmin => (Caller.Scopes & Scopes.Admin) != 0;

    /// <summary>Whether the caller may look into the program itself.</summary>
    public bool IsOperator => IsAdmin && Caller.Projects is null;

    /// <summary>The path of the pages of the organization.</summary>
    public string Root => $"/explore/{Caller.Organization}";

    /// <summary>The graph around a node.</summary>
    public string GraphOf(NodeKey node) => $"{Root}/graph?open={Uri.EscapeDataString(node.ToString())}";

    /// <summary>The page of a node.</summary>
    public string PathOf(NodeKey node) => node.Kind switch
    {
        NodeKind.Transaction => $"{Root}/transactions?name={Uri.EscapeDataString(node.Transaction)}",
        _ => $"{Root}/{node.Kind.ToString().ToLowerInvariant()}s/{node.Id}",
    };
}
