using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Neighbours of nodes. A node and a replay are neighbours iff a lookup of the node finds the replay.</summary>
internal static class OracleNeighbours
{
    internal static IReadOnlyList<Neighbour> Of(OracleState state, NeighbourQuery query)
    {
        NodeKey of = query.Of;
        var filter = new LinkFilter { Window = query.Window, Fates = query.Fates, Visible = query.Visible };
        return (of.Kind, query.Kind) switch
        {
            (NodeKind.Replay, NodeKind.Event) => EventsOf(of.Replay, state, filter),
            (NodeKind.Replay, not NodeKind.Replay) =>
                KeysOf(of.Replay, query.Kind, state, filter).Select(key => new Neighbour(key)).ToList(),
            (_, NodeKind.Replay) => state.Links([of], filter, strict: false)
                .Select(link => new Neighbour(NodeKey.Of(link.ReplayId), null, link))
                .ToList(),
            (NodeKind.Trace, NodeKind.Event) => Shown(Own(of, state, filter)),
            (NodeKind.Issue or NodeKind.Transaction, NodeKind.Event) =>
                Shown(state.Pairs([of], filter, strict: false).Select(pair => pair.Event)),
            (NodeKind.Issue, NodeKind.Issue) => Merged(of.Issue, state, filter),
            (NodeKind.Event, NodeKind.Trace or NodeKind.Issue or NodeKind.Transaction) =>
                Own(of, state, filter)
                    .SelectMany(e => Keys(e, query.Kind))
                    .Distinct()
                    .Order(OracleViews.ByKey)
                    .Select(key => new Neighbour(key))
                    .ToList(),
            _ => [],
        };
    }

    /// <summary>The issues or transactions of events with a replay of any fate.</summary>
    internal static IReadOnlyList<NodeKey> Linked(OracleState state, NodeKind kind, NodeKey? after, int limit) => state.Events
        .Where(e => state.Replays.Any(replay => (state.Rules.Of(e, replay) & Evidence.Any) != 0))
        .SelectMany(e => Keys(e, kind))
        .Distinct()
        .Order(OracleViews.ByKey)
        .Where(key => after is null || OracleViews.ByKey.Compare(key, after.Value) > 0)
        .Take(limit)
        .ToList();

    /// <summary>The nodes of a kind that an event is part of.</summary>
    private static IEnumerable<NodeKey> Keys(OracleEvent e, NodeKind kind) => kind switch
    {
        NodeKind.Trace when !e.Fact.TraceId.IsNone => [NodeKey.Of(e.Fact.TraceId)],
        NodeKind.Issue when !e.Issue.IsNone => [NodeKey.Of(e.Issue)],
        NodeKind.Transaction when !e.Fact.Transaction.IsNone => [NodeKey.OfTransaction(e.Fact.Transaction.ToString())],
        NodeKind.Event => [NodeKey.Of(e.Fact.EventId)],
        _ => [],
    };

    private static IEnumerable<OracleEvent> Own(NodeKey key, OracleState state, LinkFilter filter) => state.Events.Where(e =>
        state.Answers(key, e, strict: true)
        && filter.Window.Holds(e.Fact.Timestamp)
        && (filter.Visible is null || filter.Visible.Contains(e.Fact.ProjectId)));

    private static List<Neighbour> Shown(IEnumerable<OracleEvent> events) => events
        .Order(OracleViews.LatestFirst)
        .DistinctBy(e => e.Fact.EventId)
        .Select(e => new Neighbour(NodeKey.Of(e.Fact.EventId), OracleViews.Of(e)))
        .ToList();

    private static IEnumerable<NodeKey> KeysOf(ReplayId id, NodeKind kind, OracleState state, LinkFilter filter)
    {
        LinkFilter own = filter with { Fates = FateSet.Any };
        IEnumerable<NodeKey> listed = state.Replays.Where(replay => replay.Id == id).SelectMany(replay => kind switch
        {
            NodeKind.Trace => replay.Traces.Select(NodeKey.Of),
            NodeKind.Event => replay.Listed.Select(NodeKey.Of),
            _ => [],
        });
        return state.Events.SelectMany(e => Keys(e, kind))
            .Concat(listed)
            .Distinct()
            .Where(key => state.Links([key], own, strict: true).Any(link => link.ReplayId == id))
            .Order(OracleViews.ByKey);
    }

    // Events that have not been ingested have no time, so they are last.
    private static List<Neighbour> EventsOf(ReplayId id, OracleState state, LinkFilter filter)
    {
        List<NodeKey> keys = KeysOf(id, NodeKind.Event, state, filter).ToList();
        List<Neighbour> come = state.Pairs(keys, filter with { Fates = FateSet.Any }, strict: true)
            .Where(pair => pair.Replay.Id == id)
            .OrderBy(pair => pair.Event, OracleViews.LatestFirst)
            .DistinctBy(pair => pair.Event.Fact.EventId)
            .Select(pair => new Neighbour(NodeKey.Of(pair.Event.Fact.EventId), OracleViews.Of(pair.Event, id, pair.Evidence)))
            .ToList();
        return [.. come, .. keys.Where(key => come.All(one => one.Node != key)).Select(key => new Neighbour(key))];
    }

    private static List<Neighbour> Merged(IssueId issue, OracleState state, LinkFilter filter) => state.Operations
        .OfType<IssueMergeFact>()
        .Where(merge => filter.Visible is null || filter.Visible.Contains(merge.ProjectId))
        .SelectMany(merge => merge.Into == issue ? merge.From : merge.From.Contains(issue) ? [merge.Into] : [])
        .Where(other => other != issue)
        .Select(NodeKey.Of)
        .Distinct()
        .Order(OracleViews.ByKey)
        .Select(key => new Neighbour(key))
        .ToList();
}
