using ReplayGraph.Cluster.Ids;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>The gathered data as the lookup rules read it.</summary>
internal readonly struct GatheredView(Gathered gathered) : IGraphView
{
    public Expiry Expiry => gathered.Expiry;

    public EvidenceOptions EvidenceOptions => gathered.EvidenceOptions;

    public IIssues Issues => gathered.Facts;

    public bool AnyIssueDeleted => gathered.Facts.AnyIssueDeleted;

    public int TraceCount => gathered.TraceCount;

    public IssueReach ReachOf(IssueId id, bool strict) => gathered.ReachOf(id, strict);

    public LinkSet? LinksOf(in NodeKey owner) => gathered.Links(NodeId.Of(gathered.Organization, owner));

    // Pages are cached at the node that holds the links.
    public LinkPage? CachedPage(in NodeKey owner, LinkSet links, LookupQuery query, CancellationToken cancel) => null;

    public int FindTrace(TraceId id) => gathered.FindTrace(id);

    public RowRef LastRow(int trace) => gathered.LastRow(trace);

    public RowRef RowBefore(RowRef row)
    {
        var before = new RowRef(row.Index - 1);
        return gathered.TraceOf(before) == gathered.TraceOf(row) ? before : default;
    }

    public ReadOnlySpan<TraceReplay> ReplaysOf(int trace, Span<TraceReplay> one) => gathered.ReplaysOf(trace);

    public void VisitRows<TVisitor>(EventId id, ref TVisitor visitor)
        where TVisitor : IRowVisitor, allows ref struct
    {
        foreach (RowRef row in gathered.RowsOf(id))
        {
            visitor.Visit(row);
        }
    }

    public int TraceOf(RowRef row) => gathered.TraceOf(row);

    public Timestamp TimeOf(RowRef row) => gathered.Observations[(int)row.Index].Timestamp;

    public bool TryRead(RowRef row, out Observation observation)
    {
        observation = gathered.Observations[(int)row.Index];
        return true;
    }

    public EventAnnotations? Listings(EventId id) => gathered.Listings(id);

    public IEnumerable<ReplayRef> ListedBy(EventId id) => gathered.ListedBy(id);

    public EventAnnotations? Overrides(RowRef row, EventId id) => gathered.Facts.Annotations(id);

    public ReplayRef FindReplay(ReplayId id) => gathered.Find(id);

    public ReplayId IdOf(ReplayRef replay) => gathered.Replays[replay.Index - 1];

    public ReplayHead HeadOf(ReplayRef replay) => gathered.Rows[replay.Index - 1].Head;

    public ReplaySummary SummaryOf(ReplayRef replay) => gathered.Rows[replay.Index - 1].ToSummary();

    public ReadOnlySpan<TraceId> TracesOf(ReplayRef replay) => gathered.Replay?.Traces.ToArray();

    public ReadOnlySpan<EventId> ErrorsOf(ReplayRef replay) => gathered.Replay?.Errors.ToArray();

    public IReadOnlyCollection<RowRef> RowsAround(ReplayRef replay) =>
        [.. Enumerable.Range(1, gathered.Observations.Length - 1).Select(row => new RowRef((uint)row))];
}
