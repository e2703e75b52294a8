using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>The versions of all that a page was worked out from.</summary>
internal readonly record struct PageVersions(int Links, long Replays, long Organization);

/// <summary>The first page of a lookup without a filter, good until a link, a replay or time changes it.</summary>
internal sealed class RankedPage(FoldedLinks links, PageVersions versions, int limit, TimedPage answer)
{
    // Never given twice in a process, and never by two: a caller that has a page of another activation must not keep it.
    private static long _last = BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) & 0x3FFF_FFFF_FFFF_0000;

    /// <summary>The page.</summary>
    internal LinkPage Page { get; } = answer.Page;

    /// <summary>Its name.</summary>
    internal long Tag { get; } = Interlocked.Increment(ref _last);

    /// <summary>Whether it answers now.</summary>
    internal bool IsGood(FoldedLinks? linksNow, PageVersions now, LookupQuery query, Timestamp time) =>
        limit == query.Limit && IsGood(linksNow, now, time);

    /// <summary>Whether it still answers what it was made for.</summary>
    internal bool IsGood(FoldedLinks? linksNow, PageVersions now, Timestamp time) =>
        links == linksNow && versions == now && answer.ValidUntil > time;
}
