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
    private readonly List<(EventView View, IssueId Ingested)> _views = [];

    /// <summary>The events so far, latest first, then by id; each once for a replay.</summary>
    internal IEnumerable<EventView> Sorted => InOrder(_views)
        .ThenBy(shown => shown.View.ReplayId.Value)
        .Select(shown => shown.View)
        .DistinctBy(view => (view.ProjectId, view.EventId, view.ReplayId));

    /// <summary>Latest first, then by id. Of several observations of an event the one of the greater project and issue comes first.</summary>
    internal static IOrderedEnumerable<(EventView View, IssueId Ingested)> InOrder(IEnumerable<(EventView View, IssueId Ingested)> views) => views
        .OrderByDescending(shown => shown.View.Timestamp)
        .ThenBy(shown => shown.View.EventId.Value)
        .ThenByDescending(shown => shown.View.ProjectId.Value)
        .ThenByDescending(shown => shown.View.IssueId.Value)
        .ThenByDescending(shown => shown.Ingested.Value);

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        if ((replays is null || replays.Contains(replay)) && nodes.TryRead(row, out Observation o, out RowState state))
        {
            EventMarks? marks = (state & RowState.Diverted) == 0 ? null : nodes.Marks.Find(o.EventId);
            Belonging.TryResolve(o, marks, nodes, out IssueId issue);
            _views.Add((View(o, issue, nodes.Replay(replay).State.Id, evidence), o.IssueId));
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
