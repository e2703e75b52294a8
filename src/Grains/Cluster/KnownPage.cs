using ReplayGraph.Grains.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>Identifies an unfiltered first page.</summary>
internal readonly record struct PageKey(OrganizationId Organization, NodeKey Node, int Limit, bool IsStrict)
{
    /// <summary>The key of a query of one node.</summary>
    internal static PageKey Of(OrganizationId organization, LookupQuery query) =>
        new(organization, query.Keys[0], query.Limit, query.Strict);
}

/// <summary>A cached page, its tag, and the node that can validate it.</summary>
internal sealed record KnownPage(ILinkGrain Node, LinkPage Page, long Tag);
