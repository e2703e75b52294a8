using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>The events that a trace, an event id or a replay has of its own, as far as they pass a filter.</summary>
internal sealed class OwnEvents(OrganizationNodes nodes, LinkFilter filter, Timestamp now)
{
    private readonly EventFilter _events = new(nodes, filter, now);
    private readonly List<ShownEvent> _shown = [];

    /// <summary>Those of a trace or an event id, shown without a replay.</summary>
    internal List<ShownEvent> Of(in NodeKey key)
    {
        foreach (uint row in key.Kind == NodeKind.Trace ? Rows(key.Trace) : new EventRows(nodes).Of(key.Event))
        {
            Take(row, default, Evidence.None);
        }

        return _shown;
    }

    /// <summary>Whether a trace or an event id has any.</summary>
    internal bool Any(in NodeKey key, CancellationToken cancel)
    {
        foreach (uint row in key.Kind == NodeKind.Trace ? Rows(key.Trace) : new EventRows(nodes).Of(key.Event))
        {
            cancel.ThrowIfCancellationRequested();
            if (TryRead(row, out _, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What happened in a replay: in the traces that it lists, the events that it lists, and those that name it.</summary>
    internal List<ShownEvent> Of(int replay)
    {
        PackedReplay node = nodes.Replay(replay);
        HashSet<uint> rows = [.. node.NamedBy.Items];
        foreach (TraceId trace in node.State.Traces.Items)
        {
            rows.UnionWith(Rows(trace));
        }

        foreach (EventId id in node.State.Errors.Items)
        {
            rows.UnionWith(new EventRows(nodes).Of(id));
        }

        Span<ReplayRef> one = stackalloc ReplayRef[1];
        foreach (uint row in rows)
        {
            if (nodes.TryRead(row, out Observation o, out _))
            {
                var evidence = new EvidenceOf(new(replay));
                int trace = ObservationRow.Trace(nodes.Rows.From(row));
                TraceStep.Pairs(nodes.Traces.Replays(trace, one), o, nodes.Marks.Find(o.EventId), ref evidence);
                if (evidence.Found != Evidence.None)
                {
                    Take(row, node.State.Id, evidence.Found);
                }
            }
        }

        return _shown;
    }

    private void Take(uint row, ReplayId replay, Evidence evidence)
    {
        if (TryRead(row, out Observation o, out IssueId issue))
        {
            _shown.Add(ShownEvent.Of(o, issue, replay, evidence));
        }
    }

    private bool TryRead(uint row, out Observation o, out IssueId issue)
    {
        issue = default;
        return nodes.TryRead(row, out o, out RowState state)
            && IssueResolver.TryResolve(o, (state & RowState.Diverted) == 0 ? null : nodes.Marks.Find(o.EventId), nodes, out issue)
            && _events.Passes(ref o, issue);
    }

    private IEnumerable<uint> Rows(TraceId id)
    {
        int trace = nodes.Traces.Find(id);
        for (uint row = trace == 0 ? 0 : nodes.Traces[trace].Head; nodes.Rows.Holds(row); row = ObservationRow.Before(nodes.Rows.From(row)))
        {
            yield return row;
        }
    }

    private ref struct EvidenceOf(ReplayRef wanted) : IPairVisitor
    {
        internal Evidence Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence) => Found |= replay == wanted ? evidence : Evidence.None;
    }
}
