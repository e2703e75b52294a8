using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Takes the latest events of some replays, to show each once for a replay.</summary>
internal sealed class EventViews(Gathered gathered, IEnumerable<ReplayId> replays) : PairSink
{
    private readonly HashSet<int> _replays = [.. replays.Select(gathered.Find)];
    private readonly LatestEvents _latest = new(LookupQuery.MaxLimit);

    internal override bool NeedsObservations => true;

    /// <summary>The events, latest first, then by id.</summary>
    internal IReadOnlyList<EventView> Sorted => _latest.Sorted;

    internal override bool Wants(int replay) => _replays.Contains(replay);

    internal override void Take(scoped in Pair pair)
    {
        if (_latest.Wants(pair.Time))
        {
            _latest.Add(ShownEvent.Of(pair.Observation, pair.Issue, gathered.Replays[pair.Replay], pair.Evidence));
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }
}
