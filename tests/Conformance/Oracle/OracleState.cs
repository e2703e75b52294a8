using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>The state of one organization at one time: its live observations, its replays, its issue operations.</summary>
public sealed class OracleState
{
    /// <summary>Derives the state from the facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="observed">All observations that arrived before they expired, superseded ones included.</param>
    /// <param name="now">The time.</param>
    /// <param name="defaultDays">The retention of facts without their own, in days.</param>
    /// <param name="options">The limits of what counts as evidence.</param>
    public OracleState(IReadOnlyList<IFact> facts, IReadOnlyList<EventFact> observed, Timestamp now, int defaultDays, EvidenceOptions options)
    {
        Operations = OracleIssues.InOrder(facts);
        Events = OracleEvents.Alive(facts, now, defaultDays);
        Replays = OracleReplays.Known(facts, Events, now, defaultDays);
        Rules = new(facts, observed, Events, Replays, options);
    }

    /// <summary>What links events with replays.</summary>
    public OracleEvidence Rules { get; }

    /// <summary>The live observations.</summary>
    public List<OracleEvent> Events { get; }

    /// <summary>The known replays.</summary>
    public List<OracleReplay> Replays { get; }

    /// <summary>Merges, unmerges and deletions of issues, in the order in which they apply.</summary>
    public List<IFact> Operations { get; }

    /// <summary>Whether a key stands for an event.</summary>
    public bool Answers(NodeKey key, OracleEvent e, bool strict) => key.Kind switch
    {
        NodeKind.Issue => strict ? e.Issue == key.Issue : OracleIssues.Became(key.Issue, Operations).Contains(e.Issue),
        NodeKind.Transaction => OracleEvent.TextOf(e.Fact.Transaction) == key.Transaction,
        NodeKind.Trace => e.Fact.TraceId == key.Trace,
        NodeKind.Event => e.Fact.EventId == key.Event,
        _ => false,
    };

    /// <summary>The linked pairs of an event of the keys and a replay that pass the filter.</summary>
    public List<(OracleEvent Event, OracleReplay Replay, Evidence Evidence)> Pairs(
        IReadOnlyList<NodeKey> keys, LinkFilter filter, bool strict)
    {
        var pairs = new List<(OracleEvent, OracleReplay, Evidence)>();
        List<OracleEvent> events = Events.Where(e => Passes(filter, e) && keys.Any(key => Answers(key, e, strict))).ToList();
        foreach (OracleReplay replay in Replays.Where(replay => Passes(filter, replay)))
        {
            foreach (OracleEvent e in events)
            {
                Evidence evidence = Rules.Of(e, replay);
                if ((evidence & filter.Evidence) != 0)
                {
                    pairs.Add((e, replay, evidence));
                }
            }
        }

        return pairs;
    }

    /// <summary>The links of keys, by replay id.</summary>
    public List<Link> Links(IReadOnlyList<NodeKey> keys, LinkFilter filter, bool strict)
    {
        List<(OracleEvent Event, OracleReplay Replay, Evidence Evidence)> pairs = Pairs(keys, filter, strict);
        var links = new List<Link>();
        foreach (OracleReplay replay in Replays.Where(replay => Passes(filter, replay)).OrderBy(replay => replay.Id.Value))
        {
            List<(OracleEvent Event, OracleReplay Replay, Evidence Evidence)> own = pairs.Where(pair => pair.Replay == replay).ToList();
            Evidence evidence = Evidence.None;
            own.ForEach(pair => evidence |= pair.Evidence);
            foreach (NodeKey key in keys)
            {
                evidence |= WithoutEvents(key, replay, filter) | OfShared(key, replay, filter, strict);
            }

            if (evidence != Evidence.None)
            {
                links.Add(new(
                    replay.Id,
                    replay.Project,
                    replay.Fate!.Value,
                    replay.StartedAt,
                    replay.FinishedAt,
                    evidence,
                    own.Select(pair => (pair.Event.Fact.ProjectId, pair.Event.Fact.EventId)).Distinct().Count(),
                    own.Select(pair => pair.Event.Fact.Timestamp).DefaultIfEmpty().Min(),
                    own.Select(pair => pair.Event.Fact.Timestamp).DefaultIfEmpty().Max()));
            }
        }

        return links;
    }

    /// <summary>The number of shared traces that the events of keys are in.</summary>
    public int SharedTraces(IReadOnlyList<NodeKey> keys, LinkFilter filter, bool strict) =>
        keys.SelectMany(key => SharedTraces(key, filter, strict)).Distinct().Count();

    private IEnumerable<TraceId> SharedTraces(NodeKey key, LinkFilter filter, bool strict) => Events
        .Where(e => Passes(filter, e) && Answers(key, e, strict))
        .Select(e => e.Fact.TraceId)
        .Where(Rules.IsShared);

    // The replays of a shared trace are listed on request, and where the trace is asked for itself.
    private Evidence OfShared(NodeKey key, OracleReplay replay, LinkFilter filter, bool strict)
    {
        bool isAsked = (filter.Evidence & Evidence.Shared) != 0
            || (key.Kind == NodeKind.Trace && (filter.Evidence & (Evidence.Trace | Evidence.Sibling)) != 0);
        return isAsked && SharedTraces(key, filter, strict).Any(trace => Rules.Holds(trace, replay))
            ? Evidence.Shared
            : Evidence.None;
    }

    // The replay lists a trace or an event that has not been ingested.
    private Evidence WithoutEvents(NodeKey key, OracleReplay replay, LinkFilter filter)
    {
        Evidence evidence = key.Kind switch
        {
            NodeKind.Trace when replay.Traces.Contains(key.Trace) => Evidence.Trace,
            NodeKind.Event when replay.Listed.Contains(key.Event) => Evidence.Listed,
            _ => Evidence.None,
        };
        bool hasCome = Events.Any(e => Answers(key, e, true));
        bool passes = filter.Environments is null
            && filter.Where is null
            && (filter.Projects is null || filter.Projects.Contains(replay.Project))
            && (filter.Window.IsAll || (filter.Window.Start <= replay.FinishedAt && filter.Window.End > replay.StartedAt));
        return passes && !hasCome ? evidence & filter.Evidence : Evidence.None;
    }

    private static bool Passes(LinkFilter filter, OracleEvent e) =>
        filter.Window.Holds(e.Fact.Timestamp)
        && (filter.Projects is null || filter.Projects.Contains(e.Fact.ProjectId))
        && (filter.Visible is null || filter.Visible.Contains(e.Fact.ProjectId))
        && (filter.Environments is null || filter.Environments.Contains(OracleEvent.TextOf(e.Fact.Environment) ?? ""))
        && (filter.Where is null || filter.Where.Matches(e.Observation, e.Issue));

    private static bool Passes(LinkFilter filter, OracleReplay replay) =>
        filter.Fates.Has(replay.Fate!.Value)
        && (filter.Visible is null || replay.Project.IsNone || filter.Visible.Contains(replay.Project))
        && (filter.Replay is null || replay.Meets(filter.Replay));
}
