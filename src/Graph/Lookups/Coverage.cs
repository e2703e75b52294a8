using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Counts which events have replays: one pass over all rows, of one view or of several in turn.</summary>
public sealed class Coverage
{
    private readonly CoverageQuery _query;
    private readonly LinkFilter _filter;
    private readonly CoverageTally _tally = new();
    private readonly OutcomeEvents? _latest;

    /// <summary>Counts for a query.</summary>
    public Coverage(CoverageQuery query)
        : this(query, null)
    {
    }

    private Coverage(CoverageQuery query, OutcomeEvents? latest) => (_query, _latest, _filter) =
        (query, latest, new() { Window = query.Window, Projects = query.Projects, Visible = query.Visible });

    /// <summary>The counts, by project, day, kind and side.</summary>
    public IReadOnlyList<CoverageRow> Rows => _tally.Rows();

    /// <summary>The latest of the events that the rows count under an outcome.</summary>
    /// <param name="query">Which events to count.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="limit">The most events.</param>
    /// <param name="addAllAsync">Adds all views. Called again only if it found better outcomes for most of the events that were kept.</param>
    public static async ValueTask<IReadOnlyList<EventView>> EventsAsync(
        CoverageQuery query, Outcome outcome, int limit, Func<Coverage, ValueTask> addAllAsync)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LookupQuery.MaxLimit);
        for (int kept = 2 * limit; ; kept *= 2)
        {
            var latest = new OutcomeEvents(outcome, kept);
            var coverage = new Coverage(query, latest);
            await addAllAsync(coverage);
            if (latest.First(limit, coverage._tally) is { } events)
            {
                return events;
            }
        }
    }

    /// <summary>Counts the events of all traces of a view.</summary>
    public void Add<TView>(TView view, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        var events = new EventFilter(_filter, view.Expiry);
        var pairs = new EventPairs<TView>(view);
        var sides = new Sides();
        IssueReach? reach = _query.Issue.IsNone ? null : view.ReachOf(_query.Issue, strict: false);

        // The latest traces first: then the latest events are found early, and the time decides about most of the others.
        for (int trace = view.TraceCount; trace > 0; trace--)
        {
            for (RowRef row = view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
            {
                cancel.ThrowIfCancellationRequested();
                Timestamp time = view.TimeOf(row);
                if (!_query.Window.Holds(time) || _latest?.Counts(time) == false || !view.TryRead(row, out Observation o))
                {
                    continue;
                }

                bool isBackend = sides.IsBackend(o);
                if (Passes(o, isBackend)
                    && IssueResolver.TryResolve(o, view.Overrides(row, o.EventId), view.Issues, out IssueId issue)
                    && events.Passes(o, issue)
                    && reach?.Contains(issue) != false)
                {
                    var fates = new FatesOf<TView>(view, _query.Visible);
                    pairs.Visit(trace, o, ref fates);
                    (int at, Outcome outcome) = _tally.Add(o, isBackend, fates.Found, fates.IsStale, pairs.IsShared(trace));
                    if (_latest?.Wants(o.Timestamp, outcome) == true)
                    {
                        _latest.Add(at, view.Show(o, issue), _tally);
                    }
                }
            }
        }
    }

    private bool Passes(in Observation o, bool isBackend) =>
        (_query.Kind is null || o.Kind == _query.Kind)
        && (_query.Backend is null || isBackend == _query.Backend)
        && (_query.Transaction is null || o.Transaction?.ToString() == _query.Transaction);

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
