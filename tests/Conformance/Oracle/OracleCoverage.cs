using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Counts which events have replays. An event that was observed twice counts once, by the observation that fares better.</summary>
internal static class OracleCoverage
{
    // No rules: each platform and SDK that is drawn or named in a promise, with the side that its documentation says.
    private static readonly string[] _clientPlatforms = ["javascript", "javascript-vue", "cocoa", "java-android", "flutter"];

    private static readonly string[] _clientSdks =
    [
        "sentry.javascript.browser", "sentry.javascript.react-native", "sentry.java.android", "sentry.java.android.flutter",
        "sentry.cocoa", "sentry.cocoa.react-native",
    ];

    private static readonly string[] _serverSdks = ["sentry.javascript.cloudflare", "sentry.javascript.node", "sentry.python.django"];

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
        IsServers(OracleEvent.TextOf(e.Fact.Platform), OracleEvent.TextOf(e.Fact.Sdk)));

    private static bool IsServers(string? platform, string? sdk) =>
        _serverSdks.Contains(sdk) || (!_clientSdks.Contains(sdk) && !_clientPlatforms.Contains(platform));

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
