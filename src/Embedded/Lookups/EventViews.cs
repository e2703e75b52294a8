using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Collects pairs as events to show, each event once for a replay.</summary>
internal sealed class EventViews(OrganizationNodes nodes, IReadOnlySet<int>? replays) : PairSink
{
    private readonly Dictionary<(ProjectId Project, EventId Event, int Replay), EventView> _views = [];

    /// <summary>The events so far, latest first, then by id.</summary>
    internal List<EventView> Sorted =>
    [
        .. _views.Values.OrderByDescending(view => view.Timestamp).ThenBy(view => view.EventId.Value).ThenBy(view => view.ProjectId.Value)
            .ThenBy(view => view.ReplayId.Value),
    ];

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        if ((replays is not null && !replays.Contains(replay)) || !nodes.TryRead(row, out Observation o, out RowState state))
        {
            return;
        }

        EventMarks? marks = (state & RowState.Diverted) == 0 ? null : nodes.Marks.Find(o.EventId);
        Belonging.TryResolve(o, marks, nodes, out IssueId issue);
        var key = (o.ProjectId, o.EventId, replay);
        if (!_views.TryGetValue(key, out EventView? shown) || o.Timestamp > shown.Timestamp)
        {
            _views[key] = View(o, issue, replay == 0 ? default : nodes.Replay(replay).State.Id, evidence | (shown?.Evidence ?? 0));
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }

    internal static EventView View(in Observation o, IssueId issue, ReplayId replay, Evidence evidence) => new(
        o.EventId, o.Kind, o.ProjectId, issue, o.TraceId, o.Transaction?.ToString(), o.Timestamp, o.Level,
        o.Platform?.ToString(), o.Environment?.ToString(), o.Release?.ToString(), o.DurationMs, replay, evidence);
}
