using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Takes the observations that are linked with any of some replays, each once, to show them beside none.</summary>
internal sealed class LinkedEvents(Gathered gathered, IEnumerable<ReplayId> replays) : PairSink
{
    private readonly HashSet<int> _replays = [.. replays.Select(gathered.Find)];
    private readonly HashSet<(ProjectId, EventId, IssueId)> _taken = [];
    private readonly List<ShownEvent> _shown = [];

    internal override bool NeedsObservations => true;

    /// <summary>The observations.</summary>
    internal IReadOnlyList<ShownEvent> Shown => _shown;

    internal override bool Wants(int replay) => _replays.Contains(replay);

    internal override void Take(scoped in Pair pair)
    {
        if (_taken.Add((pair.Project, pair.Event, pair.Observation.IssueId)))
        {
            _shown.Add(ShownEvent.Of(pair.Observation, pair.Issue, default, Evidence.None));
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }
}
