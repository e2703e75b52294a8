using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Queries;

/// <summary>
/// Counts which events have replays. An event counts once in each row (project, day, kind and side), with the best outcome of its
/// observations in that row.
/// </summary>
public sealed class CoverageTally
{
    private readonly Dictionary<(ProjectId Project, DateOnly Day, FactKind Kind, bool Backend), int> _numbers = [];
    private readonly Dictionary<(int Row, EventId Event), Outcome> _outcomes = [];

    /// <summary>Counts an observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="isBackend">Its side.</param>
    /// <param name="fates">The fates of the linked replays that the caller may see. Replays that the caller may not see do not count.</param>
    /// <param name="isStale">Whether a replay that the caller may see has stale evidence.</param>
    /// <param name="isShared">Whether its trace is shared.</param>
    /// <returns>The number of its row, and its own outcome.</returns>
    public (int Row, Outcome Outcome) Add(in Observation observation, bool isBackend, FateSet fates, bool isStale, bool isShared)
    {
        DateOnly day = observation.Timestamp.Day;
        var key = (observation.ProjectId, day, observation.Kind, isBackend);
        if (!_numbers.TryGetValue(key, out int row))
        {
            row = _numbers.Count;
            _numbers.Add(key, row);
        }

        Outcome outcome = OutcomeOf(fates, isStale, isShared, observation.TraceId);
        ref Outcome best = ref CollectionsMarshal.GetValueRefOrAddDefault(_outcomes, (row, observation.EventId), out bool isKnown);
        best = isKnown && best < outcome ? best : outcome;
        return (row, outcome);
    }

    /// <summary>The outcome of an event in a row: the best of its observations there so far.</summary>
    public Outcome BestOf(int row, EventId id) => _outcomes.GetValueOrDefault((row, id));

    /// <summary>The counts, by project, day, kind and side.</summary>
    public IReadOnlyList<CoverageRow> Rows()
    {
        var counts = new int[_numbers.Count, (int)Outcome.Unnamed + 1];
        foreach (((int row, _), Outcome outcome) in _outcomes)
        {
            counts[row, (int)outcome]++;
        }

        return [.. _numbers.OrderBy(row => row.Key.Project.Value).ThenBy(row => row.Key.Day).ThenBy(row => row.Key.Kind)
            .ThenBy(row => row.Key.Backend).Select(row => RowOf(row.Key, outcome => counts[row.Value, (int)outcome]))];
    }

    private static CoverageRow RowOf((ProjectId Project, DateOnly Day, FactKind Kind, bool Backend) key, Func<Outcome, int> count) =>
        new(key.Project, key.Day, key.Kind, key.Backend)
        {
            Total = Enum.GetValues<Outcome>().Sum(count),
            Linked = count(Outcome.Linked),
            Partial = count(Outcome.Partial),
            Pending = count(Outcome.Pending),
            Gone = count(Outcome.Gone),
            Stale = count(Outcome.Stale),
            Shared = count(Outcome.Shared),
            Unseen = count(Outcome.Unseen),
            Unnamed = count(Outcome.Unnamed),
        };

    private static Outcome OutcomeOf(FateSet fates, bool isStale, bool isShared, TraceId trace) =>
        fates.Has(Fate.Live) ? Outcome.Linked
        : fates.Has(Fate.Partial) ? Outcome.Partial
        : fates.Has(Fate.Pending) ? Outcome.Pending
        : fates != FateSet.None ? Outcome.Gone
        : isStale ? Outcome.Stale
        : isShared ? Outcome.Shared
        : !trace.IsNone ? Outcome.Unseen
        : Outcome.Unnamed;
}
