namespace ReplayGraph.Queries;

/// <summary>The latest events of replays, each event once for each replay. Holds at most four times as many as requested.</summary>
/// <param name="most">How many are requested.</param>
public sealed class LatestEvents(int most)
{
    private List<ShownEvent> _events = [];
    private long _oldest = long.MinValue;

    /// <summary>The events so far, latest first, then by id.</summary>
    public IReadOnlyList<EventView> Sorted => [.. First().Select(shown => shown.View)];

    /// <summary>Whether an event at this time can be among them.</summary>
    /// <param name="time">When it happened, in ms.</param>
    public bool Wants(long time) => time >= _oldest;

    /// <summary>Adds an event, shown with a replay.</summary>
    public void Add(in ShownEvent shown)
    {
        _events.Add(shown);
        if (_events.Count == 4 * most)
        {
            _events = [.. First()];
            _oldest = _events.Count == most ? _events[^1].View.Timestamp.Milliseconds : _oldest;
        }
    }

    private IEnumerable<ShownEvent> First() => ShownEvent.InOrder(_events)
        .ThenBy(shown => shown.View.ReplayId.Value)
        .DistinctBy(shown => (shown.View.ProjectId, shown.View.EventId, shown.View.ReplayId))
        .Take(most);
}
