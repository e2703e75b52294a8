using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Counts which events have replays. An event counts once in each row, whatever the number of its observations there.</summary>
internal static class OracleCoverage
{
    // A table instead of rules: each platform and SDK that the tests use, on the side that its documentation states.
    private static readonly string[] _clientPlatforms = ["javascript", "javascript-vue", "cocoa", "java-android", "flutter"];

    private static readonly string[] _clientSdks =
    [
        "sentry.javascript.browser", "sentry.javascript.react-native", "sentry.java.android", "sentry.java.android.flutter",
        "sentry.cocoa", "sentry.cocoa.react-native",
    ];

    private static readonly string[] _serverSdks = ["sentry.javascript.cloudflare", "sentry.javascript.node", "sentry.python.django"];

    internal static IReadOnlyList<CoverageRow> Of(OracleState state, CoverageQuery query) => state.Events
        .Where(e => Counts(state, e, query))
        .GroupBy(RowOf)
        .Select(row => row.GroupBy(e => e.Fact.EventId).Aggregate(row.Key, (sum, same) => Add(sum, OutcomeOf([.. same], state, query))))
        .OrderBy(row => row.ProjectId.Value).ThenBy(row => row.Day).ThenBy(row => row.Kind).ThenBy(row => row.Backend)
        .ToList();

    /// <summary>The latest events that the rows count under an outcome.</summary>
    internal static IReadOnlyList<EventView> Events(OracleState state, CoverageQuery query, Outcome outcome, int limit) => state.Events
        .Where(e => Counts(state, e, query))
        .GroupBy(e => (RowOf(e), e.Fact.EventId))
        .Where(same => OutcomeOf([.. same], state, query) == outcome)
        .Select(same => same.Where(e => OutcomeOf([e], state, query) == outcome).Order(OracleViews.LatestFirst).First())
        .Order(OracleViews.LatestFirst)
        .Take(limit)
        .Select(e => OracleViews.Of(e))
        .ToList();

    private static CoverageRow Add(CoverageRow sum, Outcome outcome)
    {
        CoverageRow next = sum with { Total = sum.Total + 1 };
        return outcome switch
        {
            Outcome.Linked => next with { Linked = sum.Linked + 1 },
            Outcome.Partial => next with { Partial = sum.Partial + 1 },
            Outcome.Pending => next with { Pending = sum.Pending + 1 },
            Outcome.Gone => next with { Gone = sum.Gone + 1 },
            Outcome.Stale => next with { Stale = sum.Stale + 1 },
            Outcome.Shared => next with { Shared = sum.Shared + 1 },
            Outcome.Unseen => next with { Unseen = sum.Unseen + 1 },
            _ => next with { Unnamed = sum.Unnamed + 1 },
        };
    }

    // Of one event, with all of its observations in a row.
    private static Outcome OutcomeOf(List<OracleEvent> observations, OracleState state, CoverageQuery query)
    {
        List<OracleReplay> visible = state.Replays
            .Where(replay => query.Visible is null || replay.Project.IsNone || query.Visible.Contains(replay.Project))
            .ToList();
        OracleEvidence evidence = state.Rules;
        List<Fate> fates = visible
            .Where(replay => observations.Any(e => (evidence.Of(e, replay) & Evidence.Any) != 0))
            .Select(replay => replay.Fate!.Value)
            .ToList();
        return fates.Contains(Fate.Live) ? Outcome.Linked
            : fates.Contains(Fate.Partial) ? Outcome.Partial
            : fates.Contains(Fate.Pending) ? Outcome.Pending
            : fates.Count > 0 ? Outcome.Gone
            : observations.Any(e => visible.Any(replay => evidence.Of(e, replay) == Evidence.Stale)) ? Outcome.Stale
            : observations.Any(e => evidence.IsShared(e.Fact.TraceId)) ? Outcome.Shared
            : observations.Any(e => !e.Fact.TraceId.IsNone) ? Outcome.Unseen
            : Outcome.Unnamed;
    }

    /// <summary>Whether an event comes from a server.</summary>
    internal static bool IsServers(OracleEvent e) => IsServers(OracleEvent.TextOf(e.Fact.Platform), OracleEvent.TextOf(e.Fact.Sdk));

    private static bool IsServers(string? platform, string? sdk) =>
        _serverSdks.Contains(sdk) || (!_clientSdks.Contains(sdk) && !_clientPlatforms.Contains(platform));

    private static bool Counts(OracleState state, OracleEvent e, CoverageQuery query) =>
        query.Window.Holds(e.Fact.Timestamp)
        && (query.Projects is null || query.Projects.Contains(e.Fact.ProjectId))
        && (query.Visible is null || query.Visible.Contains(e.Fact.ProjectId))
        && (query.Kind is null || query.Kind == e.Fact.Kind)
        && (query.Backend is null || query.Backend == IsServers(e))
        && (query.Transaction is null || state.Answers(NodeKey.OfTransaction(query.Transaction), e, strict: false))
        && (query.Issue.IsNone || state.Answers(NodeKey.Of(query.Issue), e, strict: false));

    private static CoverageRow RowOf(OracleEvent e) => new(
        e.Fact.ProjectId,
        DateOnly.FromDateTime(e.Fact.Timestamp.ToDate().UtcDateTime),
        e.Fact.Kind,
        IsServers(e));
}
