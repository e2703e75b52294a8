using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>The events that a trace, an event id or a replay has of its own, as far as they pass a filter.</summary>
internal sealed class OwnEvents(Gathered gathered, LinkFilter filter)
{
    private readonly EventFilter _events = new(filter, gathered.Moment);
    private readonly List<ShownEvent> _shown = [];

    /// <summary>Those of a trace or an event id, shown without a replay.</summary>
    internal List<ShownEvent> Of(NodeKey key)
    {
        foreach (GatheredTrace trace in gathered.Traces)
        {
            foreach (ref readonly Observation o in trace.Observations)
            {
                if (key.Kind == NodeKind.Trace ? o.TraceId == key.Trace : o.EventId == key.Event)
                {
                    Take(o, default, Evidence.None);
                }
            }
        }

        return _shown;
    }

    /// <summary>Whether a trace or an event id has any.</summary>
    internal bool Any(NodeKey key, CancellationToken cancel)
    {
        IReadOnlyList<NodeId> places = key.Kind == NodeKind.Trace
            ? [NodeId.Of(gathered.Organization, key.Trace)]
            : gathered.Event(key.Event)?.Places ?? [];
        foreach (NodeId place in places)
        {
            foreach (ref readonly Observation o in gathered.Trace(place) is { } trace ? trace.Observations : default)
            {
                cancel.ThrowIfCancellationRequested();
                if ((key.Kind == NodeKind.Trace || o.EventId == key.Event) && TryResolve(o, out _))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What happened in a replay.</summary>
    internal List<ShownEvent> Of(ReplayId replay)
    {
        var wanted = new ReplayRef(gathered.Find(replay) + 1);
        foreach (GatheredTrace trace in gathered.Traces)
        {
            foreach (ref readonly Observation o in trace.Observations)
            {
                var evidence = new EvidenceOf(wanted);
                trace.Pairs(o, ref evidence);
                if (evidence.Found != Evidence.None)
                {
                    Take(o, replay, evidence.Found);
                }
            }
        }

        return _shown;
    }

    private void Take(in Observation o, ReplayId replay, Evidence evidence)
    {
        if (TryResolve(o, out IssueId issue))
        {
            _shown.Add(ShownEvent.Of(o, issue, replay, evidence));
        }
    }

    private bool TryResolve(in Observation o, out IssueId issue) =>
        IssueResolver.TryResolve(o, gathered.Facts.Marks(o.EventId), gathered.Facts, out issue) && _events.Passes(o, issue);

    private ref struct EvidenceOf(ReplayRef wanted) : IPairVisitor
    {
        internal Evidence Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence) => Found |= replay == wanted ? evidence : Evidence.None;
    }
}
