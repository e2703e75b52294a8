using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Takes the observations that a query of coverage counts.</summary>
internal interface ICoverageSink
{
    /// <summary>Whether observations of this time are taken; others need not be read.</summary>
    bool Takes(Timestamp time);

    /// <summary>Takes an observation, with its issue, its row and its own outcome.</summary>
    void Take<TView>(TView view, in Observation o, IssueId issue, in CoverageKey key, Outcome outcome)
        where TView : struct, IGraphView;
}

/// <summary>Finds the outcomes of the observations of traces.</summary>
internal sealed class CoverageScan<TView>
    where TView : struct, IGraphView
{
    private readonly TView _view;
    private readonly CoverageQuery _query;
    private readonly EventFilter _events;
    private readonly EventPairs<TView> _pairs;
    private readonly Sides _sides = new();
    private readonly IssueReach? _reach;

    internal CoverageScan(TView view, CoverageQuery query)
    {
        (_view, _query) = (view, query);
        _events = new(new() { Window = query.Window, Projects = query.Projects, Visible = query.Visible }, view.Expiry);
        _pairs = new(view);
        _reach = query.Issue.IsNone ? null : view.ReachOf(query.Issue, strict: false);
    }

    /// <summary>
    /// The earliest expiry of a replay that decided about an outcome, or of an event that names one to its siblings, since the last call.
    /// </summary>
    internal Timestamp TakeFirstExpiry()
    {
        Timestamp first = _pairs.FirstExpiry;
        _pairs.ForgetExpiry();
        return first;
    }

    /// <summary>Passes the observations of a trace to a sink.</summary>
    internal void Scan<TSink>(int trace, ref TSink sink, CancellationToken cancel)
        where TSink : ICoverageSink
    {
        for (RowRef row = _view.LastRow(trace); !row.IsNone; row = _view.RowBefore(row))
        {
            cancel.ThrowIfCancellationRequested();
            Timestamp time = _view.TimeOf(row);
            if (!_query.Window.Holds(time) || !sink.Takes(time) || !_view.TryRead(row, out Observation o))
            {
                continue;
            }

            bool isBackend = _sides.IsBackend(o);
            if (Passes(o, isBackend)
                && IssueResolver.TryResolve(o, _view.Overrides(row, o.EventId), _view.Issues, out IssueId issue)
                && _events.Passes(o, issue)
                && _reach?.Contains(issue) != false)
            {
                var fates = new FatesOf(_view, _query.Visible);
                _pairs.Visit(trace, o, ref fates);
                Outcome outcome = OutcomeOf(fates.Found, fates.IsStale, _pairs.IsShared(trace), o.TraceId);
                sink.Take(_view, o, issue, new(o.ProjectId, o.Timestamp.Day, o.Kind, isBackend), outcome);
            }
        }
    }

    private static Outcome OutcomeOf(FateSet fates, bool isStale, bool isShared, TraceId trace) =>
        fates.Has(Fate.Live) ? Outcome.Linked
        : fates.Has(Fate.Partial) ? Outcome.Partial
        : fates.Has(Fate.Pending) ? Outcome.Pending
        : fates != FateSet.None ? Outcome.Gone
        : isStale ? Outcome.Stale
        : isShared ? Outcome.Shared
        : !trace.IsNone ? Outcome.Unseen
        : Outcome.Unnamed;

    private bool Passes(in Observation o, bool isBackend) =>
        (_query.Kind is null || o.Kind == _query.Kind)
        && (_query.Backend is null || isBackend == _query.Backend)
        && (_query.Transaction is null || o.Transaction?.ToString() == _query.Transaction);

    // Replays that the caller may not see do not count.
    private ref struct FatesOf(TView view, IReadOnlySet<ProjectId>? visible) : IPairVisitor
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
