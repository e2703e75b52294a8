using ReplayGraph.Grains.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Cluster;

/// <summary>What tells first pages apart of which nothing is narrowed.</summary>
internal readonly record struct PageKey(OrganizationId Organization, NodeKey Node, int Limit, bool IsStrict);

/// <summary>A page, what names it, and who knows whether it is still right.</summary>
internal sealed record KnownPage(ILinkGrain Node, LinkPage Page, long Tag);
