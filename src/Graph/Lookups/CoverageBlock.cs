using System.Runtime.InteropServices;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>
/// What some traces add to the coverage of everything, for a caller that may see everything. It stands until one of the traces, one of their
/// replays or an operation on their events changes, or time runs out.
/// </summary>
public sealed class CoverageBlock
{
    private CoverageBlock(Builder built, Timestamp from, Timestamp until) =>
        (Counts, Repeated, First, Last, From, Until) = (built.Counts, built.Repeated, built.First, built.Last, from, until);

    /// <summary>The time of its earliest event.</summary>
    public Timestamp First { get; }

    /// <summary>The time of its latest event.</summary>
    public Timestamp Last { get; }

    /// <summary>The counts of events that were observed once, for each number of an <see cref="Outcome"/>.</summary>
    internal IReadOnlyDictionary<CoverageKey, int[]> Counts { get; }

    /// <summary>The observations of events that may have others, in this block or elsewhere.</summary>
    internal IReadOnlyList<RepeatedEvent> Repeated { get; }

    private Timestamp From { get; }

    private Timestamp Until { get; }

    /// <summary>Counts the events of some traces of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="first">The number of the first trace.</param>
    /// <param name="last">The number of the last trace.</param>
    /// <param name="cancel">Cancels the scan.</param>
    public static CoverageBlock Of<TView>(TView view, int first, int last, CancellationToken cancel)
        where TView : struct, IGraphView
    {
        var scan = new CoverageScan<TView>(view, new());
        var built = new Builder();
        for (int trace = first; trace <= last; trace++)
        {
            scan.Scan(trace, ref built, cancel);
        }

        Timestamp firstExpiry = scan.TakeFirstExpiry();
        return new(built, view.Expiry.Now, built.FirstExpiry < firstExpiry ? built.FirstExpiry : firstExpiry);
    }

    /// <summary>Whether time changes nothing.</summary>
    public bool IsValidAt(Timestamp now) => now >= From && now < Until;

    private sealed class Builder : ICoverageSink
    {
        private readonly Dictionary<CoverageKey, int[]> _counts = [];
        private readonly List<RepeatedEvent> _repeated = [];

        internal IReadOnlyDictionary<CoverageKey, int[]> Counts => _counts;

        internal IReadOnlyList<RepeatedEvent> Repeated => _repeated.Count == 0 ? [] : _repeated;

        internal Timestamp First { get; private set; } = new(long.MaxValue);

        internal Timestamp Last { get; private set; } = new(long.MinValue);

        internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

        public bool Takes(Timestamp time) => true;

        public void Take<TView>(TView view, in Observation o, IssueId issue, in CoverageKey key, Outcome outcome)
            where TView : struct, IGraphView
        {
            Timestamp expiresAt = view.Expiry.At(o.Timestamp, o.RetentionDays);
            FirstExpiry = expiresAt < FirstExpiry ? expiresAt : FirstExpiry;
            First = o.Timestamp < First ? o.Timestamp : First;
            Last = o.Timestamp > Last ? o.Timestamp : Last;
            var rows = new RowCount();
            view.VisitRows(o.EventId, ref rows);
            if (rows.Rows > 1)
            {
                _repeated.Add(new(key, o.EventId, outcome, o.Timestamp));
            }
            else
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) ??= new int[CoverageTally.Outcomes])[(int)outcome]++;
            }
        }
    }
}
