using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Lookups;

/// <summary>Converts replays to views.</summary>
public static class ReplayViews
{
    /// <summary>
    /// Whether a replay is known by its own data. Otherwise an existing event must name it: a deletion that does not apply does not make it
    /// known.
    /// </summary>
    public static bool IsKnown(ReplaySummary replay) => replay.Fate != Fate.Pending || replay.Errors > 0;

    /// <summary>Whether an existing event is linked with a replay.</summary>
    public static bool IsNamed<TView>(TView view, ReplayRef replay)
        where TView : struct, IGraphView => new OwnEvents<TView>(view, LinkFilter.None).Of(replay).Count > 0;

    /// <summary>A replay as answers show it.</summary>
    public static ReplayView Of(ReplayId id, ReplaySummary summary, Timestamp now)
    {
        Fate fate = summary.Head.FateAt(now);
        var view = new ReplayView(id, fate, summary.ProjectId)
        {
            StartedAt = summary.StartedAt,
            FinishedAt = summary.FinishedAt,
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
