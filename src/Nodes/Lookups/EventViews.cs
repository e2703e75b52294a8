using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Nodes.Lookups;

/// <summary>An event as answers show it, and the issue under which it was ingested, which only decides the order.</summary>
internal readonly record struct ShownEvent(EventView View, IssueId Ingested)
{
    /// <summary>Latest first, then by id. Of several observations of an event that of the greater project and issue comes first.</summary>
    internal static IOrderedEnumerable<ShownEvent> InOrder(IEnumerable<ShownEvent> events) => events
        .OrderByDescending(shown => shown.View.Timestamp)
        .ThenBy(shown => shown.View.EventId.Value)
        .ThenByDescending(shown => shown.View.ProjectId.Value)
        .ThenByDescending(shown => shown.View.IssueId.Value)
        .ThenByDescending(shown => shown.Ingested.Value);

    internal static ShownEvent Of(in Observation o, IssueId issue, ReplayId replay, Evidence evidence) => new(
        new(
            o.EventId, o.Kind, o.ProjectId, issue, o.TraceId, o.Transaction?.ToString(), o.Timestamp, o.Level,
            o.Platform?.ToString(), o.Environment?.ToString(), o.Release?.ToString(), o.DurationMs, replay, evidence),
        o.IssueId);
}

/// <summary>Collects pairs of some replays as events to show, each event once for a replay.</summary>
internal sealed class EventViews(Gathered gathered, IEnumerable<ReplayId> replays) : PairSink
{
    private readonly HashSet<int> _replays = [.. replays.Select(gathered.Find)];
    private readonly List<ShownEvent> _events = [];

    internal override bool NeedsObservations => true;

    /// <summary>The events so far, latest first, then by id; each once for a replay.</summary>
    internal IEnumerable<EventView> Sorted => ShownEvent.InOrder(_events)
        .ThenBy(shown => shown.View.ReplayId.Value)
        .Select(shown => shown.View)
        .DistinctBy(view => (view.ProjectId, view.EventId, view.ReplayId));

    internal override bool Wants(int replay) => _replays.Contains(replay);

    internal override void Take(scoped in Pair pair) =>
        _events.Add(ShownEvent.Of(pair.Observation, pair.Issue, gathered.Replays[pair.Replay], pair.Evidence));

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }
}
