using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>The first page of an unfiltered lookup of a merged issue, until a link, a replay, a rare fact or time changes it.</summary>
/// <param name="Answer">The page.</param>
/// <param name="Limit">The most links that were asked for.</param>
/// <param name="Organization">The version of the rare facts before it was computed.</param>
/// <param name="Replays">Its replays.</param>
internal sealed record MergedPage(TimedPage Answer, int Limit, long Organization, ReplayWatch Replays)
{
    /// <summary>Whether it answers this query now, if no link has changed.</summary>
    internal bool IsValid(LookupQuery query, long organizationNow, Timestamp now) => query.IsFirstPageOfOne && query.Limit == Limit
        && organizationNow == Organization && !Replays.HasChanged && Answer.ValidUntil > now;
}
