using ReplayGraph.Grains.Pages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>Identifies an unfiltered first page.</summary>
internal readonly record struct PageKey(OrganizationId Organization, NodeKey Node, int Limit, bool IsStrict)
{
    /// <summary>The key of a query of one node.</summary>
    internal static PageKey Of(OrganizationId organization, LookupQuery query) =>
        new(organization, query.Keys[0], query.Limit, query.Strict);
}

/// <summary>A cached page, its tag, and what can validate it.</summary>
internal sealed record KnownPage(PageValidator Silo, LinkPage Page, long Tag)
{
    /// <summary>Whether the page is still current.</summary>
    internal ValueTask<bool> IsCurrentAsync() => Silo.IsCurrentAsync(Tag);
}
