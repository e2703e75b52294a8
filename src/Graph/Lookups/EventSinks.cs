using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Collects the latest events of the given replays, each event once for each replay.</summary>
internal sealed class EventViews<TView>(TView view, IEnumerable<Link> links) : PairSink
    where TView : struct, IGraphView
{
    private readonly HashSet<ReplayRef> _replays = [.. links.Select(link => view.FindReplay(link.ReplayId))];
    private readonly LatestEvents _latest = new(LookupQuery.MaxLimit);

    /// <summary>The events, latest first, then by id.</summary>
    internal IReadOnlyList<EventView> Sorted => _latest.Sorted;

    internal override PairDetail Detail => PairDetail.Observation;

    internal override bool IsSelective => true;

    internal override bool Accepts(ReplayRef replay, long time) => _latest.Wants(time) && _replays.Contains(replay);

    internal override void Take(ReplayRef replay, Evidence evidence, in Observation observation, IssueId issue) =>
        _latest.Add(view.Show(observation, issue, replay, evidence));
}

/// <summary>Collects the observations that are linked with any of the given replays, each once, shown without a replay.</summary>
internal sealed class LinkedEvents<TView>(TView view, IEnumerable<Link> links) : PairSink
    where TView : struct, IGraphView
{
    private readonly HashSet<ReplayRef> _replays = [.. links.Select(link => view.FindReplay(link.ReplayId))];
    private readonly HashSet<(ProjectId, EventId, IssueId)> _taken = [];
    private readonly List<ShownEvent> _shown = [];

    /// <summary>The observations.</summary>
    internal IReadOnlyList<ShownEvent> Shown => _shown;

    internal override PairDetail Detail => PairDetail.Observation;

    internal override bool IsSelective => true;

    internal override bool Accepts(ReplayRef replay, long time) => _replays.Contains(replay);

    internal override void Take(ReplayRef replay, Evidence evidence, in Observation observation, IssueId issue)
    {
        if (_taken.Add((observation.ProjectId, observation.EventId, observation.IssueId)))
        {
            _shown.Add(view.Show(observation, issue));
        }
    }
}
