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
            if (nodes.FindReplay(id) is not 0 and int number && nodes.Replay(number) is { IsKnown: true } node)
            {
                views.Add(View(node.State, now));
            }
        }

        return views;
    }

    private static ReplayView View(ReplayState state, Timestamp now)
    {
        ReplaySummary summary = state.Summary;
        Fate fate = summary.FateAt(now);
        var view = new ReplayView(state.Id, fate, summary.ProjectId) { StartedAt = summary.StartedAt, FinishedAt = summary.FinishedAt };
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
