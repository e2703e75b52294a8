namespace ReplayGraph.Queries;

/// <summary>
/// The latest events of an outcome, each once for each row of coverage, as the latest of its observations with that outcome. An event drops
/// out when an observation with a better outcome is found. Holds at most four times as many as it keeps.
/// </summary>
/// <param name="outcome">The outcome.</param>
/// <param name="kept">How many are kept.</param>
public sealed class OutcomeEvents(Outcome outcome, int kept)
{
    private List<(int Row, ShownEvent Shown)> _found = [];

    // Everything that was left out comes after it.
    private ShownEvent? _last;

    /// <summary>
    /// Whether an observation at this time must be counted. A row is of one day, so on earlier days than those of the kept events outcomes do
    /// not matter.
    /// </summary>
    public bool Counts(Timestamp time) => _last is not { } last || time.EndOfDay >= last.View.Timestamp.EndOfDay;

    /// <summary>Whether an observation can be among them.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="own">Its own outcome.</param>
    public bool Wants(Timestamp time, Outcome own) => own == outcome && Reaches(time);

    /// <summary>Whether an observation at this time, or an earlier one, can be among them.</summary>
    public bool Reaches(Timestamp time) => _last is not { } last || time >= last.View.Timestamp;

    /// <summary>Adds an observation.</summary>
    /// <param name="row">The number of its row.</param>
    /// <param name="shown">The observation, which is wanted.</param>
    /// <param name="tally">The outcomes so far.</param>
    public void Add(int row, in ShownEvent shown, CoverageTally tally)
    {
        if (_last is { } last && shown.CompareTo(last) > 0)
        {
            return;
        }

        _found.Add((row, shown));
        if (_found.Count == 4 * kept)
        {
            _found = [.. InOrder(tally).Take(kept)];
            _last = _found.Count == kept ? _found[^1].Shown : _last;
        }
    }

    /// <summary>The first of them; null if so many dropped out that ones that were left out may be among them: then more must be kept.</summary>
    /// <param name="most">How many, at most as many as are kept.</param>
    /// <param name="tally">The outcomes of all events.</param>
    public IReadOnlyList<EventView>? First(int most, CoverageTally tally)
    {
        List<EventView> first = [.. InOrder(tally).Take(most).Select(one => one.Shown.View)];
        return first.Count == most || _last is null ? first : null;
    }

    private IEnumerable<(int Row, ShownEvent Shown)> InOrder(CoverageTally tally) => _found
        .Where(one => tally.BestOf(one.Row, one.Shown.View.EventId) == outcome)
        .OrderBy(one => one.Shown)
        .DistinctBy(one => (one.Row, one.Shown.View.EventId));
}
