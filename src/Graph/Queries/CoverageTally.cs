using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Queries;

/// <summary>
/// Counts which events have replays. An event that was observed twice counts once, by the observation that fares better.
/// </summary>
public sealed class CoverageTally
{
    private readonly Dictionary<(ProjectId Project, DateOnly Day, FactKind Kind, bool Backend), int> _numbers = [];
    private readonly Dictionary<(int Row, EventId Event), Outcome> _outcomes = [];

    // Better ones first.
    private enum Outcome : byte
    {
        Linked = 1,
        Unnamed,
        Unseen,
        Pending,
        Partial,
        Gone,
    }

    /// <summary>Counts an observation, by the fates of those of its replays that may be seen.</summary>
    public void Add(in Observation observation, FateSet fates)
    {
        var day = DateOnly.FromDateTime(observation.Timestamp.ToDate().UtcDateTime);
        bool isBackend = Platforms.IsBackend(observation.Platform?.ToString(), observation.Sdk?.ToString());
        var key = (observation.ProjectId, day, observation.Kind, isBackend);
        if (!_numbers.TryGetValue(key, out int row))
        {
            row = _numbers.Count;
            _numbers.Add(key, row);
        }

        Outcome outcome = OutcomeOf(observation, fates);
        ref Outcome known = ref CollectionsMarshal.GetValueRefOrAddDefault(_outcomes, (row, observation.EventId), out bool wasKnown);
        known = wasKnown && known < outcome ? known : outcome;
    }

    /// <summary>The counts, by project, day, kind and side.</summary>
    public IReadOnlyList<CoverageRow> Rows()
    {
        var counts = new int[_numbers.Count, (int)Outcome.Gone + 1];
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
            Unnamed = count(Outcome.Unnamed),
            Unseen = count(Outcome.Unseen),
            Pending = count(Outcome.Pending),
            Partial = count(Outcome.Partial),
            Gone = count(Outcome.Gone),
        };

    // A host knows the replay that an event names by its id, by a number of its own, or by both.
    private static Outcome OutcomeOf(in Observation o, FateSet fates) =>
        fates.Has(Fate.Live) ? Outcome.Linked
        : fates.Has(Fate.Pending) ? Outcome.Pending
        : fates.Has(Fate.Partial) ? Outcome.Partial
        : fates != FateSet.None ? Outcome.Gone
        : !o.ReplayId.IsNone || !o.Replay.IsNone ? Outcome.Pending
        : o.TraceId.IsNone ? Outcome.Unnamed
        : Outcome.Unseen;
}
