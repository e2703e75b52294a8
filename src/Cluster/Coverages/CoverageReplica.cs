using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Facts;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>
/// The coverage of an organization in memory, which follows the commits of all silos: a query counts only those traces again that have changed.
/// The first one counts all, and goes on if its caller has left. Queries take turns.
/// </summary>
/// <param name="organization">The organization.</param>
/// <param name="context">The context of nodes.</param>
public sealed class CoverageReplica(OrganizationId organization, NodeContext context) : IDisposable
{
    private const int NodesAtOnce = 1000, TracesAtOnce = 500;

    private static readonly NodeType[] _types = [NodeType.Trace, NodeType.UntracedEvent];

    private readonly WeightedSemaphore _turn = new(1);
    private readonly TraceChanges _changes = new(organization, context);
    private readonly ScatteredEvents _scattered = new(organization, context);
    private readonly HashSet<NodeId> _changed = [];
    private CountedTraces _traces = new(organization);

    // The type of which all nodes up to the last one were counted; beyond the types: all were.
    private (int Type, NodeId? Last) _walk;
    private Timestamp _now;
    private long _charged;
    private bool _isKept = true;

    /// <summary>The most memory that it takes: half of what the silo caches.</summary>
    private long Most => context.Cache.Capacity / 2;

    private Expiry Expiry => new(_now, context.Retention);

    /// <summary>Answers a query, which <see cref="CoverageTotals.CanAnswer"/>.</summary>
    /// <returns>The rows; null if the organization is too large to be kept in memory, or once this is disposed.</returns>
    /// <exception cref="GraphException">The store cannot be read now, or the silo has lost its lease; transient.</exception>
    public async ValueTask<IReadOnlyList<CoverageRow>?> RowsAsync(CoverageQuery query, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        await _turn.TakeAsync(organization, 1, cancel);
        return await InTurnAsync(() => RowsOfAsync(query)).WaitAsync(cancel);
    }

    /// <summary>The latest of the events that the rows of a query count under an outcome.</summary>
    /// <inheritdoc cref="Coverage.EventsAsync" path="/param"/>
    /// <returns>The events, latest first; null as of <see cref="RowsAsync"/>.</returns>
    /// <exception cref="GraphException">The store cannot be read now, or the silo has lost its lease; transient.</exception>
    public async ValueTask<IReadOnlyList<EventView>?> EventsAsync(
        CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        await _turn.TakeAsync(organization, 1, cancel);
        return await InTurnAsync(() => EventsOfAsync(query, outcome, limit, cancel)).WaitAsync(cancel);
    }

    /// <summary>Keeps nothing any more, and gives the memory back to the silo's cache.</summary>
    public void Dispose() => Drop();

    private async Task<IReadOnlyList<T>?> InTurnAsync<T>(Func<ValueTask<IReadOnlyList<T>>> answer)
    {
        try
        {
            await CatchUpAsync();
            IReadOnlyList<T>? items = _isKept ? await answer() : null;
            return _isKept ? items : null;
        }
        finally
        {
            _turn.Return(1);
        }
    }

    private async ValueTask CatchUpAsync()
    {
        if (!_isKept)
        {
            return;
        }

        if (await _changes.NextAsync() is { } changed)
        {
            _changed.UnionWith(changed);
        }
        else
        {
            _walk = default;
            _scattered.Begin();
        }

        // Time does not go back, so that what has expired stays so.
        _now = context.Now > _now ? context.Now : _now;
        _changed.UnionWith(_traces.Due(_now));
        while (_isKept && _walk.Type < _types.Length)
        {
            await WalkAsync();
        }

        while (_isKept && _changed.Count > 0)
        {
            NodeId[] next = [.. _changed.Take(TracesAtOnce)];
            await CountAsync(next, await ReadAsync(next));
        }
    }

    private async ValueTask WalkAsync()
    {
        IReadOnlyList<NodeId> page = await context.Store.NodesAsync(organization, _types[_walk.Type], _walk.Last, NodesAtOnce);
        NodeId[][] chunks = [.. page.Chunk(TracesAtOnce)];
        Task<Gathered>? reading = null;
        for (int i = 0; i < chunks.Length; i++)
        {
            // The store reads the next ones meanwhile.
            Gathered gathered = await (reading ?? ReadAsync(chunks[i]));
            reading = i + 1 < chunks.Length ? ReadAsync(chunks[i + 1]) : null;
            await CountAsync(chunks[i], gathered);
        }

        _walk = page.Count < NodesAtOnce ? (_walk.Type + 1, null) : (_walk.Type, page[^1]);
        if (_walk.Type == _types.Length)
        {
            _scattered.End();
        }
    }

    private Task<Gathered> ReadAsync(NodeId[] traces) => TraceReader.ReadAsync(organization, traces, context, Expiry).AsTask();

    private async ValueTask CountAsync(NodeId[] traces, Gathered gathered)
    {
        IReadOnlySet<EventId> scattered = await _scattered.AmongAsync(gathered.Events, _traces.IsRepeated);
        var scan = new CoverageScan<GatheredView>(new(gathered), new());
        var counts = new TraceCount[traces.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = TraceCount.Of(scan, i + 1, _traces.Sides, scattered);
        }

        // Until now, another trace may have counted its observation of such an event as the only one.
        HashSet<EventId> repeated = [.. counts.SelectMany(count => count.Repeated).Select(one => one.Id).Where(id => !_traces.IsRepeated(id))];
        _changed.UnionWith(await _changes.OfAsync(repeated));
        for (int i = 0; i < counts.Length; i++)
        {
            _traces.Replace(traces[i], counts[i]);
        }

        _changed.ExceptWith(traces);
        Charge();
    }

    private void Charge()
    {
        if (_isKept && _traces.Bytes <= Most)
        {
            context.Cache.Charge(_traces.Bytes - _charged);
            _charged = _traces.Bytes;
        }
        else
        {
            Drop();
        }
    }

    private void Drop()
    {
        _isKept = false;
        _traces = new(organization);
        _changed.Clear();
        context.Cache.Charge(-_charged);
        _charged = 0;
    }

    private async ValueTask<IReadOnlyList<CoverageRow>> RowsOfAsync(CoverageQuery query)
    {
        var coverage = new Coverage(query);
        foreach (IGrouping<int, (int Minute, NodeId Trace)> cut in _traces.AddTo(coverage, query.Window).GroupBy(one => one.Minute))
        {
            foreach (NodeId[] chunk in cut.Select(one => one.Trace).Chunk(TracesAtOnce))
            {
                var view = new GatheredView(await ReadAsync(chunk));
                coverage.Add(view, query.Window.InMinute(cut.Key), 1, view.TraceCount, CancellationToken.None);
            }
        }

        _traces.AddRepeatedTo(coverage);
        return coverage.Rows;
    }

    // An event that has one observation is in one trace. The best outcomes of the others are known.
    private ValueTask<IReadOnlyList<EventView>> EventsOfAsync(
        CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel) =>
        Coverage.EventsAsync(query, outcome, limit, async coverage =>
        {
            int atOnce = context.ExamplesAtOnce;
            _traces.AddRepeatedTo(coverage);
            foreach ((int Minute, NodeId Trace)[] chunk in _traces.Latest(coverage, query.Window, outcome, atOnce).Chunk(atOnce))
            {
                cancel.ThrowIfCancellationRequested();
                if (!coverage.Reaches(Minutes.EndOf(chunk[0].Minute)))
                {
                    return;
                }

                Gathered gathered = await ReadAsync([.. chunk.Select(one => one.Trace).Distinct()]);
                coverage.Add(new GatheredView(gathered), cancel);
            }
        });
}
