using ReplayGraph.Links;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Shows replays.</summary>
internal static class ReplayViews
{
    /// <summary>
    /// Whether its row alone makes a replay known. Else an event that is not gone must name it: a deletion that does not apply makes none.
    /// </summary>
    internal static bool IsKnown(ReplayRow row) => row.Fate != Fate.Pending || row.Summary.Errors > 0;

    /// <summary>A replay as answers show it.</summary>
    internal static ReplayView Of(ReplayRow row, Timestamp now)
    {
        ReplaySummary summary = row.Summary;
        Fate fate = row.FateAt(now);
        var view = new ReplayView(row.Id, fate, row.ProjectId)
        {
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            SegmentZeroAt = summary.SegmentZeroAt,
            ArchivedAt = summary.ArchivedAt,
        };
        return fate is Fate.Archived or Fate.Deleted or Fate.Expired ? view : view with
        {
            Segments = summary.Segments,
            Traces = summary.Traces,
            Errors = summary.Errors,
            Urls = [.. summary.Urls.Select(url => url.ToString())],
            Environment = summary.Environment?.ToString(),
            Release = summary.Release?.ToString(),
            Platform = summary.Platform?.ToString(),
            Type = summary.Type,
            User = summary.User,
        };
    }
}
