using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>The versions that a page was computed from.</summary>
/// <param name="Links">Of the links.</param>
/// <param name="Cache">The cache of the organization: another one counts its replays from the start.</param>
/// <param name="Replays">Of the replays.</param>
/// <param name="Organization">Of the rare facts.</param>
internal readonly record struct PageVersions(int Links, OrganizationCache Cache, long Replays, long Organization);

/// <summary>The first page of a lookup without a filter, valid until a link, a replay or time changes it.</summary>
internal sealed class RankedPage(FoldedLinks links, PageVersions versions, int limit, TimedPage answer, int silo)
{
    internal LinkPage Page { get; } = answer.Page;

    internal long Tag { get; } = PageTag.Next(silo);

    /// <summary>Whether it answers this query now.</summary>
    internal bool IsValid(FoldedLinks? linksNow, PageVersions now, LookupQuery query, Timestamp time) =>
        limit == query.Limit && IsValid(linksNow, now, time);

    internal bool IsValid(FoldedLinks? linksNow, PageVersions now, Timestamp time) =>
        links == linksNow && versions == now && answer.ValidUntil > time;
}
