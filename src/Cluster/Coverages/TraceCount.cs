using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>What one trace, or one untraced event, adds to the coverage of everything, for a caller that may see everything.</summary>
internal sealed class TraceCount : ICoverageSink
{
    private readonly Numbering<CoverageSide> _sides;
    private readonly IReadOnlySet<EventId> _scattered;
    private readonly List<CountedEvents> _events = [];
    private readonly List<RepeatedEvent> _repeated = [];

    private TraceCount(Numbering<CoverageSide> sides, IReadOnlySet<EventId> scattered) => (_sides, _scattered) = (sides, scattered);

    /// <summary>The events that have one observation, each on its own.</summary>
    internal IReadOnlyList<CountedEvents> Events => _events;

    /// <summary>The observations of the other events.</summary>
    internal IReadOnlyList<RepeatedEvent> Repeated => _repeated;

    /// <summary>Until when time alone changes nothing.</summary>
    internal Timestamp Until { get; private set; } = new(long.MaxValue);

    /// <summary>Counts a trace.</summary>
    /// <param name="scan">Scans it.</param>
    /// <param name="trace">Its number.</param>
    /// <param name="sides">The numbers of sides.</param>
    /// <param name="scattered">The events that may have observations in other traces.</param>
    internal static TraceCount Of<TView>(CoverageScan<TView> scan, int trace, Numbering<CoverageSide> sides, IReadOnlySet<EventId> scattered)
        where TView : struct, IGraphView
    {
        var count = new TraceCount(sides, scattered);
        scan.Scan(trace, ref count, CancellationToken.None);
        count.Expire(scan.TakeFirstExpiry());
        return count;
    }

    /// <inheritdoc/>
    public bool Takes(Timestamp time) => true;

    /// <inheritdoc/>
    public void Take<TView>(TView view, in Observation o, IssueId issue, in CoverageKey key, Outcome outcome)
        where TView : struct, IGraphView
    {
        Expire(view.Expiry.At(o.Timestamp, o.RetentionDays));
        var rows = new RowCount();
        view.VisitRows(o.EventId, ref rows);
        if (rows.Rows > 1 || _scattered.Contains(o.EventId))
        {
            _repeated.Add(new(key, o.EventId, outcome, o.Timestamp));
            return;
        }

        int side = _sides.FindOrAdd(new(key.Project, key.Kind, key.Backend));
        _events.Add(new(side, Minutes.Of(o.Timestamp), outcome, 1));
    }

    private void Expire(Timestamp at) => Until = at < Until ? at : Until;
}
