using ReplayGraph.Grains.Links;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>What tells first pages apart of which nothing is narrowed.</summary>
internal readonly record struct PageKey(OrganizationId Organization, NodeKey Node, int Limit, bool IsStrict)
{
    /// <summary>Whether nodes name the page of a lookup, so that it is worth to be kept.</summary>
    internal static bool Fits(LookupQuery query) =>
        query is { Keys: [{ Kind: NodeKind.Issue or NodeKind.Transaction }], After: null, Sort: Sort.Best, ByKey: false, Events: false }
        && query.Filter == LinkFilter.None;
}

/// <summary>A page, what names it, and who knows whether it is still right.</summary>
internal sealed record KnownPage(ILinkGrain Node, LinkPage Page, long Tag);
