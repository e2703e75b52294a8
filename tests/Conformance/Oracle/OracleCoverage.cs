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

    internal static IReadOnlyList<CoverageRow> Of(OracleState state, CoverageQuery query)
    {
        List<OracleReplay> visible = state.Replays
            .Where(replay => query.Visible is null || replay.Project.IsNone || query.Visible.Contains(replay.Project))
            .ToList();
        return state.Events.Where(e => Counts(e, query))
            .GroupBy(RowOf)
            .Select(row => row.GroupBy(e => e.Fact.EventId).Aggregate(row.Key, (sum, same) => Add(sum, [.. same], visible, state.Rules)))
            .OrderBy(row => row.ProjectId.Value).ThenBy(row => row.Day).ThenBy(row => row.Kind).ThenBy(row => row.Backend)
            .ToList();
    }

    // Adds one event, with all of its observations in the row.
    private static CoverageRow Add(CoverageRow sum, List<OracleEvent> observations, List<OracleReplay> visible, OracleEvidence evidence)
    {
        List<Fate> fates = visible
            .Where(replay => observations.Any(e => (evidence.Of(e, replay) & Evidence.Any) != 0))
            .Select(replay => replay.Fate!.Value)
            .ToList();
        CoverageRow next = sum with { Total = sum.Total + 1 };
        return fates.Contains(Fate.Live) ? next with { Linked = sum.Linked + 1 }
            : fates.Contains(Fate.Partial) ? next with { Partial = sum.Partial + 1 }
            : fates.Contains(Fate.Pending) ? next with { Pending = sum.Pending + 1 }
            : fates.Count > 0 ? next with { Gone = sum.Gone + 1 }
            : observations.Any(e => visible.Any(replay => evidence.Of(e, replay) == Evidence.Stale)) ? next with { Stale = sum.Stale + 1 }
            : observations.Any(e => evidence.IsShared(e.Fact.TraceId)) ? next with { Shared = sum.Shared + 1 }
            : observations.Any(e => !e.Fact.TraceId.IsNone) ? next with { Unseen = sum.Unseen + 1 }
            : next with { Unnamed = sum.Unnamed + 1 };
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
}
