using ReplayGraph.Links;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>The versions of all that a page was worked out from.</summary>
internal readonly record struct PageVersions(int Links, long Replays, long Organization);

/// <summary>The first page of a lookup without a filter, good until a link, a replay or time changes it.</summary>
internal sealed class RankedPage(LinkTable table, PageVersions versions, int limit, TimedPage answer)
{
    // Never given twice in a process, and never by two: a caller that has a page of another activation must not keep it.
    private static long _last = BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) & 0x3FFF_FFFF_FFFF_0000;

    /// <summary>The page.</summary>
    internal LinkPage Page { get; } = answer.Page;

    /// <summary>Its name.</summary>
    internal long Tag { get; } = Interlocked.Increment(ref _last);

    /// <summary>Whether a query's page is kept.</summary>
    internal static bool IsKept(LookupQuery query) =>
        query is { After: null, Sort: Sort.Best, ByKey: false, Events: false } && query.Filter == LinkFilter.None;

    /// <summary>Whether it answers now.</summary>
    internal bool IsGood(LinkTable? tableNow, PageVersions now, LookupQuery query, Timestamp time) =>
        limit == query.Limit && IsGood(tableNow, now, time);

    /// <summary>Whether it still answers what it was made for.</summary>
    internal bool IsGood(LinkTable? tableNow, PageVersions now, Timestamp time) =>
        table == tableNow && versions == now && answer.ValidUntil > time;
}
