using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Shows replays.</summary>
internal static class ReplayViews
{
    internal static IReadOnlyList<ReplayView> Of(OrganizationNodes nodes, IReadOnlyList<ReplayId> ids, Timestamp now)
    {
        List<ReplayView> views = [];
        foreach (ReplayId id in ids)
        {
            if (nodes.FindReplay(id) is not 0 and int number && IsKnown(nodes, number, now))
            {
                views.Add(View(nodes.Replay(number).State, now));
            }
        }

        return views;
    }

    // A deletion that does not apply, or an event that is gone, makes no replay known.
    private static bool IsKnown(OrganizationNodes nodes, int number, Timestamp now)
    {
        PackedReplay node = nodes.Replay(number);
        if (node.State.Summary.Fate != Fate.Pending || node.State.Errors.Count > 0)
        {
            return true;
        }

        var named = new OwnEvents(nodes, LinkFilter.None, now);
        return named.Of(number).Count > 0;
    }

    private static ReplayView View(ReplayState state, Timestamp now)
    {
        ReplaySummary summary = state.Summary;
        Fate fate = summary.FateAt(now);
        var view = new ReplayView(state.Id, fate, summary.ProjectId)
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
