using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Facts;
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
    private readonly Dictionary<(ProjectId Project, DateOnly Day, FactKind Kind, bool Backend), CoverageRow> _rows = [];
    private readonly HashSet<(ProjectId, EventId)> _counted = [];

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

        return [.. count._rows.OrderBy(row => row.Key.Project.Value).ThenBy(row => row.Key.Day).ThenBy(row => row.Key.Kind)
            .ThenBy(row => row.Key.Backend).Select(row => row.Value)];
    }

    private void CountTrace(int trace, CancellationToken cancel)
    {
        ReadOnlySpan<ReplayRef> seen = _nodes.Traces.Replays(trace, stackalloc ReplayRef[1]);
        for (uint row = _nodes.Traces[trace].Head; _nodes.Rows.Holds(row); row = ObservationRow.Before(_nodes.Rows.From(row)))
        {
            cancel.ThrowIfCancellationRequested();
            if (!_nodes.TryRead(row, out Observation o, out RowState state)
                || !Belonging.TryResolve(o, (state & RowState.Diverted) == 0 ? null : _nodes.Marks.Find(o.EventId), _nodes, out IssueId issue)
                || !_events.Passes(ref o, issue)
                || !_counted.Add((o.ProjectId, o.EventId)))
            {
                continue;
            }

            var best = new BestFate(_nodes, _query.Visible, _now);
            EventMarks? marks = _nodes.Marks.Find(o.EventId);
            TraceStep.Pairs(seen, o, marks, ref best);
            Count(o, best.Best);
        }
    }

    private void Count(in Observation o, Fate? fate)
    {
        var day = DateOnly.FromDateTime(o.Timestamp.ToDate().UtcDateTime);
        var key = (o.ProjectId, day, o.Kind, Platforms.IsBackend(o.Platform?.ToString(), o.Sdk?.ToString()));
        CoverageRow row = _rows.TryGetValue(key, out CoverageRow? found) ? found : new(key.ProjectId, key.Item2, key.Kind, key.Item4);
        bool none = fate is null;
        _rows[key] = row with
        {
            Total = row.Total + 1,
            Linked = row.Linked + (fate == Fate.Live ? 1 : 0),
            Unnamed = row.Unnamed + (none && o.TraceId.IsNone ? 1 : 0),
            Unseen = row.Unseen + (none && !o.TraceId.IsNone ? 1 : 0),
            Pending = row.Pending + (fate == Fate.Pending ? 1 : 0),
            Partial = row.Partial + (fate == Fate.Partial ? 1 : 0),
            Gone = row.Gone + (fate is Fate.Archived or Fate.Deleted or Fate.Expired ? 1 : 0),
        };
    }

    // The best of an event's replays: live, then what may yet become so, then what was.
    private ref struct BestFate(OrganizationNodes nodes, IReadOnlySet<ProjectId>? visible, Timestamp now) : IPairVisitor
    {
        private static readonly Fate[] _order = [Fate.Live, Fate.Partial, Fate.Pending, Fate.Archived, Fate.Expired, Fate.Deleted];

        internal Fate? Best { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            ReplaySummary summary = nodes.Replay(replay.Index).State.Summary;
            Fate fate = summary.FateAt(now);
            bool isVisible = visible is null || summary.ProjectId.IsNone || visible.Contains(summary.ProjectId);
            if (isVisible && (Best is not { } best || Array.IndexOf(_order, fate) < Array.IndexOf(_order, best)))
            {
                Best = fate;
            }
        }
    }
}
