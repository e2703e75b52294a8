using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Counts which events have replays: one pass over all rows, of one view or of several in turn.</summary>
public sealed class Coverage(CoverageQuery query)
{
    private readonly LinkFilter _filter = new() { Window = query.Window, Projects = query.Projects, Visible = query.Visible };
    private readonly CoverageTally _tally = new();

    /// <summary>The counts, by project, day, kind and side.</summary>
    public IReadOnlyList<CoverageRow> Rows => _tally.Rows();

    /// <summary>Counts the events of all traces of a view.</summary>
    public void Add<TView>(TView view, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        var events = new EventFilter(_filter, view.Expiry);
        var pairs = new EventPairs<TView>(view);
        for (int trace = 1; trace <= view.TraceCount; trace++)
        {
            for (RowRef row = view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
            {
                cancel.ThrowIfCancellationRequested();
                if (view.TryRead(row, out Observation o)
                    && IssueResolver.TryResolve(o, view.Overrides(row, o.EventId), view.Issues, out IssueId issue)
                    && events.Passes(o, issue))
                {
                    var fates = new FatesOf<TView>(view, query.Visible);
                    pairs.Visit(trace, o, ref fates);
                    _tally.Add(o, fates.Found, fates.IsStale, pairs.IsShared(trace));
                }
            }
        }
    }

    private ref struct FatesOf<TView>(TView view, IReadOnlySet<ProjectId>? visible) : IPairVisitor
        where TView : struct, IGraphView
    {
        internal FateSet Found { get; private set; }

        internal bool IsStale { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            ReplayHead head = view.HeadOf(replay);
            if (!head.IsVisibleTo(visible))
            {
                return;
            }

            IsStale |= evidence == Evidence.Stale;
            Found |= evidence == Evidence.Stale ? FateSet.None : head.FateAt(view.Expiry.Now).AsSet();
        }
    }
}
