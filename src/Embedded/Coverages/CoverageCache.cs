using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Coverages;

/// <summary>
/// Coverage as sums of blocks of traces, of which a query counts only those again that have changed: the first query counts everything.
/// Queries take turns.
/// </summary>
internal sealed class CoverageCache(CoverageChanges changes)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<(CoverageBlock? Block, int Version)> _blocks = [];
    private CoverageTotals _totals = new();
    private int _allVersion;
    private long _replayCount;

    /// <summary>Answers a query, which <see cref="CoverageTotals.CanAnswer"/>.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="query">The query.</param>
    /// <param name="tracesAround">The traces whose events a replay may be linked with.</param>
    /// <param name="cancel">Cancels the query.</param>
    internal IReadOnlyList<CoverageRow> Rows<TView>(
        TView view, CoverageQuery query, Func<ReplayRef, IEnumerable<int>> tracesAround, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        // A query that waits for the first one may be cancelled.
        _turn.Wait(cancel);
        try
        {
            Forget(tracesAround);
            int last = view.TraceCount;
            for (int block = 0; last > 0 && block <= changes.BlockOf(last); block++)
            {
                Refresh(view, block, last, cancel);
            }

            return _totals.Rows(query, Cut(query.Window), (coverage, day) => Add(coverage, view, query.Window, day, cancel));
        }
        finally
        {
            _turn.Release();
        }
    }

    // Forgets the blocks of what changed, all of them if that cannot be known.
    private void Forget(Func<ReplayRef, IEnumerable<int>> tracesAround)
    {
        (int allVersion, long replayCount) = (changes.AllVersion, changes.ReplayCount);
        HashSet<int>? replays = changes.ReplaysSince(_replayCount);
        if (replays is null || allVersion != _allVersion)
        {
            (_totals, _allVersion) = (new(), allVersion);
            _blocks.Clear();
        }
        else
        {
            foreach (int trace in replays.SelectMany(number => tracesAround(new(number))))
            {
                Replace(changes.BlockOf(trace), null, 0);
            }
        }

        _replayCount = replayCount;
    }

    private void Refresh<TView>(TView view, int block, int last, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        // The version is read before the traces: a change in between makes the block stale, never wrong.
        int version = changes.VersionOf(block);
        if (block >= _blocks.Count || _blocks[block] is not { Block: { } known } held || held.Version != version || !known.IsValidAt(view.Expiry.Now))
        {
            Replace(block, CoverageBlock.Of(view, changes.FirstOf(block), LastOf(block, last), cancel), version);
        }
    }

    private int LastOf(int block, int traces) => Math.Min(changes.FirstOf(block + 1) - 1, traces);

    private void Replace(int block, CoverageBlock? now, int version)
    {
        while (now is not null && block >= _blocks.Count)
        {
            _blocks.Add(default);
        }

        if (block < _blocks.Count)
        {
            _totals.Replace(_blocks[block].Block, now);
            _blocks[block] = (now, version);
        }
    }

    // The days that an end of the window cuts, if events lie beyond it.
    private HashSet<DateOnly> Cut(Window window)
    {
        HashSet<DateOnly> days = [];
        if (window.Start < Timestamp.Max && _blocks.Any(one => one.Block!.First < window.Start) && Timestamp.StartOf(window.Start.Day) != window.Start)
        {
            days.Add(window.Start.Day);
        }

        if (window.End > Timestamp.Min && _blocks.Any(one => one.Block!.Last >= window.End) && Timestamp.StartOf(window.End.Day) != window.End)
        {
            days.Add(window.End.Day);
        }

        return days;
    }

    // A block that lies in the window adds what it counted of the day; the others that have events of it are scanned.
    private void Add<TView>(Coverage coverage, TView view, Window window, DateOnly day, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        Window part = window.Of(day);
        for (int block = 0; block < _blocks.Count; block++)
        {
            CoverageBlock known = _blocks[block].Block!;
            if (window.Holds(known.First) && window.Holds(known.Last))
            {
                coverage.Add(known, day);
            }
            else if (known.First < part.End && known.Last >= part.Start)
            {
                coverage.Add(view, part, changes.FirstOf(block), LastOf(block, view.TraceCount), cancel);
            }
        }
    }
}
