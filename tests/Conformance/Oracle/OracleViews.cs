using System.Text;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Events as answers show them.</summary>
internal static class OracleViews
{
    /// <summary>The associated events of a page.</summary>
    internal static List<EventView> Of(OracleState state, LookupQuery query, List<Link> page) =>
        state.Pairs(query.Keys, query.Filter, query.Strict)
            .Where(pair => page.Any(link => link.ReplayId == pair.Replay.Id))
            .OrderBy(pair => pair.Event, LatestFirst)
            .ThenBy(pair => pair.Replay.Id.Value)
            .Select(pair => Of(pair.Event, pair.Replay.Id, pair.Evidence))
            .DistinctBy(view => (view.ProjectId, view.EventId, view.ReplayId))
            .Take(LookupQuery.MaxLimit)
            .ToList();

    /// <summary>An event, with or without a replay.</summary>
    internal static EventView Of(OracleEvent e, ReplayId replay = default, Evidence evidence = Evidence.None) => new(
        e.Fact.EventId,
        e.Fact.Kind,
        e.Fact.ProjectId,
        e.Issue,
        e.Fact.TraceId,
        OracleEvent.TextOf(e.Fact.Transaction),
        e.Fact.Timestamp,
        e.Fact.Level,
        OracleEvent.TextOf(e.Fact.Platform),
        OracleEvent.TextOf(e.Fact.Environment),
        OracleEvent.TextOf(e.Fact.Release),
        e.Fact.DurationMs,
        replay,
        evidence,
        e.Fact.ReplayId,
        OracleCoverage.IsServers(e));

    /// <summary>Latest first, then by event id. Observations of one event are ordered by project, then issue, the greater first.</summary>
    internal static Comparer<OracleEvent> LatestFirst { get; } = Comparer<OracleEvent>.Create((a, b) =>
    {
        int order = b.Fact.Timestamp.CompareTo(a.Fact.Timestamp);
        order = order != 0 ? order : a.Fact.EventId.Value.CompareTo(b.Fact.EventId.Value);
        order = order != 0 ? order : b.Fact.ProjectId.Value.CompareTo(a.Fact.ProjectId.Value);
        order = order != 0 ? order : b.Issue.Value.CompareTo(a.Issue.Value);
        return order != 0 ? order : b.Fact.IssueId.Value.CompareTo(a.Fact.IssueId.Value);
    });

    /// <summary>Ids numerically, names by their bytes in UTF-8.</summary>
    internal static Comparer<NodeKey> ByKey { get; } = Comparer<NodeKey>.Create((a, b) => a.Kind switch
    {
        NodeKind.Transaction => Encoding.UTF8.GetBytes(a.Transaction).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Transaction)),
        NodeKind.Issue => a.Issue.Value.CompareTo(b.Issue.Value),
        NodeKind.Trace => a.Trace.Value.CompareTo(b.Trace.Value),
        NodeKind.Replay => a.Replay.Value.CompareTo(b.Replay.Value),
        _ => a.Event.Value.CompareTo(b.Event.Value),
    });
}
