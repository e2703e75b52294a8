using ReplayGraph.Api.Access;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Shared;

namespace ReplayGraph.Explorer.Layout;

/// <summary>What every page knows.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="IsSignedIn">Whether the caller entered a token, and can sign out.</param>
/// <param name="Now">The time of the request.</param>
public sealed record Site(Caller Caller, bool IsSignedIn, Timestamp Now)
{
    /// <summary>The path of a dashboard of the program; null if it has none.</summary>
    public string? Dashboard { get; init; }

    /// <summary>The link templates of the organization; null if it has none.</summary>
    public LinkTemplates? Templates { get; init; }

    /// <summary>Whether the caller may delete.</summary>
    public bool IsAdmin => (Caller.Scopes & Scopes.Admin) != 0;

    /// <summary>Whether the caller may look into the program itself.</summary>
    public bool IsOperator => IsAdmin && Caller.Projects is null;

    /// <summary>The path of the pages of the organization.</summary>
    public string Root => PagePath.Of(Caller.Organization);

    /// <summary>The graph around a node.</summary>
    public string GraphOf(NodeKey node) => $"{Root}/graph?open={Uri.EscapeDataString(node.ToString())}";

    /// <summary>The page of a node.</summary>
    public string PathOf(NodeKey node) => PagePath.Of(Caller.Organization, node);
}
