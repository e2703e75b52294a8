using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Counts which events have replays: one pass over all rows.</summary>
internal sealed class CoverageCount
{
    private readonly OrganizationNodes _nodes;
    private readonly CoverageQuery _query;
    private readonly Timestamp _now;
    private readonly EventFilter _events;
    private readonly CoverageTally _tally = new();

    private CoverageCount(OrganizationNodes nodes, CoverageQuery query, Timestamp now)
    {
        (_nodes, _query, _now) = (nodes, query, now);
        _events = new(nodes, new LinkFilter { Window = query.Window, Projects = query.Projects, Visible = query.Visible }, now);
    }

    internal static IReadOnlyList<CoverageRow> Of(OrganizationNodes nodes, CoverageQuery query, Timestamp now, CancellationToken cancel)
    {
        var count = new CoverageCount(nodes, query, now);
        for (int trace = 1; trace <= nodes.Traces.Count; trace++)
        {
            count.CountTrace(trace, cancel);
        }

        return count._tally.Rows();
    }

    private void CountTrace(int trace, CancellationToken cancel)
    {
        ReadOnlySpan<ReplayRef> seen = _nodes.Traces.Replays(trace, stackalloc ReplayRef[1]);
        for (uint row = _nodes.Traces[trace].Head; _nodes.Rows.Holds(row); row = ObservationRow.Before(_nodes.Rows.From(row)))
        {
            cancel.ThrowIfCancellationRequested();
            if (!_nodes.TryRead(row, out Observation o, out RowState state)
                || !IssueResolver.TryResolve(o, (state & RowState.Diverted) == 0 ? null : _nodes.Marks.Find(o.EventId), _nodes, out IssueId issue)
                || !_events.Passes(ref o, issue))
            {
                continue;
            }

            var fates = new FatesOf(_nodes, _query.Visible, _now);
            TraceStep.Pairs(seen, o, _nodes.Marks.Find(o.EventId), ref fates);
            _tally.Add(o, fates.Found);
        }
    }

    private ref struct FatesOf(OrganizationNodes nodes, IReadOnlySet<ProjectId>? visible, Timestamp now) : IPairVisitor
    {
        internal FateSet Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            ReplaySummary summary = nodes.Replay(replay.Index).State.Summary;
            bool isVisible = visible is null || summary.ProjectId.IsNone || visible.Contains(summary.ProjectId);
            Found |= isVisible ? summary.FateAt(now).AsSet() : FateSet.None;
        }
    }
}
