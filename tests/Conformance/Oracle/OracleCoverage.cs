using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Counts which events have replays. An event that was observed twice counts once, by the observation that fares better.</summary>
internal static class OracleCoverage
{
    private static readonly string[] _clients = ["javascript", "cocoa", "objc", "swift", "android", "kotlin", "dart", "flutter"];

    // Better ones first.
    private enum Outcome
    {
        Linked,
        Unnamed,
        Unseen,
        Pending,
        Partial,
        Gone,
    }

    internal static IReadOnlyList<CoverageRow> Of(OracleState state, CoverageQuery query)
    {
        var rows = new List<CoverageRow>();
        foreach (IGrouping<CoverageRow, OracleEvent> row in state.Events.Where(e => Counts(e, query)).GroupBy(RowOf))
        {
            List<Outcome> outcomes = row
                .GroupBy(e => e.Fact.EventId)
                .Select(same => same.Min(e => OutcomeOf(e, state, query)))
                .ToList();
            rows.Add(row.Key with
            {
                Total = outcomes.Count,
                Linked = outcomes.Count(outcome => outcome == Outcome.Linked),
                Unnamed = outcomes.Count(outcome => outcome == Outcome.Unnamed),
                Unseen = outcomes.Count(outcome => outcome == Outcome.Unseen),
                Pending = outcomes.Count(outcome => outcome == Outcome.Pending),
                Partial = outcomes.Count(outcome => outcome == Outcome.Partial),
                Gone = outcomes.Count(outcome => outcome == Outcome.Gone),
            });
        }

        return rows.OrderBy(row => row.ProjectId.Value).ThenBy(row => row.Day).ThenBy(row => row.Kind).ThenBy(row => row.Backend).ToList();
    }

    private static bool Counts(OracleEvent e, CoverageQuery query) =>
        query.Window.Holds(e.Fact.Timestamp)
        && (query.Projects is null || query.Projects.Contains(e.Fact.ProjectId))
        && (query.Visible is null || query.Visible.Contains(e.Fact.ProjectId));

    private static CoverageRow RowOf(OracleEvent e) => new(
        e.Fact.ProjectId,
        DateOnly.FromDateTime(e.Fact.Timestamp.ToDate().UtcDateTime),
        e.Fact.Kind,
        !_clients.Contains(OracleEvent.TextOf(e.Fact.Platform)));

    private static Outcome OutcomeOf(OracleEvent e, OracleState state, CoverageQuery query)
    {
        List<Fate> fates = state.Replays
            .Where(replay => query.Visible is null || replay.Project.IsNone || query.Visible.Contains(replay.Project))
            .Where(replay => replay.EvidenceOf(e) != Evidence.None)
            .Select(replay => replay.Fate!.Value)
            .ToList();
        return fates.Contains(Fate.Live) ? Outcome.Linked
            : fates.Contains(Fate.Pending) ? Outcome.Pending
            : fates.Contains(Fate.Partial) ? Outcome.Partial
            : fates.Count > 0 ? Outcome.Gone
            : !e.Fact.ReplayId.IsNone ? Outcome.Pending
            : e.Fact.TraceId.IsNone ? Outcome.Unnamed
            : Outcome.Unseen;
    }
}
