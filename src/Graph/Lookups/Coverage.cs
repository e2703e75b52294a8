using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Counts which events have replays: one pass over all rows, of one view or of several in turn.</summary>
public sealed class Coverage : ICoverageSink
{
    private readonly CoverageQuery _query;
    private readonly CoverageTally _tally = new();
    private readonly OutcomeEvents? _latest;

    /// <summary>Counts for a query.</summary>
    public Coverage(CoverageQuery query)
        : this(query, null)
    {
    }

    private Coverage(CoverageQuery query, OutcomeEvents? latest) => (_query, _latest) = (query, latest);

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
        where TView : struct, IGraphView => Add(view, 1, view.TraceCount, cancel);

    /// <summary>Counts the events of some traces of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="first">The number of the first trace.</param>
    /// <param name="last">The number of the last trace.</param>
    /// <param name="cancel">Cancels the scan.</param>
    internal void Add<TView>(TView view, int first, int last, CancellationToken cancel)
        where TView : struct, IGraphView => Add(view, _query.Window, first, last, cancel);

    /// <summary>Counts those of their events that happened in a part of the query's window.</summary>
    internal void Add<TView>(TView view, Window part, int first, int last, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        var scan = new CoverageScan<TView>(view, _query with { Window = part });
        Coverage sink = this;

        // The latest traces first: then the latest events are found early, and the time decides about most of the others.
        for (int trace = last; trace >= first; trace--)
        {
            scan.Scan(trace, ref sink, cancel);
        }
    }

    /// <summary>Whether the latest events of the outcome may include one that happened by then.</summary>
    internal bool Reaches(Timestamp time) => _latest?.Reaches(time) != false;

    /// <summary>Adds the counts of events that happened in the window, and that nothing else adds.</summary>
    internal void Add(in CoverageKey key, ReadOnlySpan<int> counts)
    {
        if (Passes(key) && counts.ContainsAnyExcept(0))
        {
            _tally.Add(key, counts);
        }
    }

    /// <summary>Adds what a block that lies in the window counted of a day, except for repeated events.</summary>
    internal void Add(CoverageBlock block, DateOnly day)
    {
        foreach ((CoverageKey key, int[] counts) in block.Counts)
        {
            if (key.Day == day)
            {
                Add(key, counts);
            }
        }
    }

    /// <summary>Adds an observation of an event that others may add, too.</summary>
    internal void Add(in RepeatedEvent one)
    {
        if (_query.Window.Holds(one.At) && Passes(one.Key))
        {
            _tally.Add(one.Key, one.Id, one.Outcome);
        }
    }

    /// <summary>Whether the query counts events of a row.</summary>
    internal bool Passes(in CoverageKey key) =>
        (_query.Kind is null || key.Kind == _query.Kind)
        && (_query.Backend is null || key.Backend == _query.Backend)
        && _query.Projects?.Contains(key.Project) != false;

    /// <inheritdoc/>
    bool ICoverageSink.Takes(Timestamp time) => _latest?.Counts(time) != false;

    /// <inheritdoc/>
    void ICoverageSink.Take<TView>(TView view, in Observation o, IssueId issue, in CoverageKey key, Outcome outcome)
    {
        int at = _tally.Add(key, o.EventId, outcome);
        if (_latest?.Wants(o.Timestamp, outcome) == true)
        {
            _latest.Add(at, view.Show(o, issue), _tally);
        }
    }
}
