using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>The versions that a page was computed from.</summary>
/// <param name="Links">Of the links.</param>
/// <param name="Organization">Of the rare facts.</param>
internal readonly record struct PageVersions(int Links, long Organization);

/// <summary>The first page of a lookup without a filter, valid until a link, one of the linked replays or time changes it.</summary>
internal sealed class RankedPage(FoldedLinks links, PageVersions versions, ReplayWatch replays, int limit, TimedPage answer, int silo)
{
    internal LinkPage Page { get; } = answer.Page;

    internal long Tag { get; } = PageTag.Next(silo);

    /// <summary>Whether it answers this query now.</summary>
    internal bool IsValid(FoldedLinks? linksNow, PageVersions now, LookupQuery query, Timestamp time) =>
        limit == query.Limit && IsValid(linksNow, now, time);

    internal bool IsValid(FoldedLinks? linksNow, PageVersions now, Timestamp time) =>
        links == linksNow && versions == now && !replays.HasChanged && answer.ValidUntil > time;
}
