using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>
/// An organization's graph as the lookup rules read it. A host implements it over its own storage, as a struct, so that the rules are
/// compiled for it. Rows, traces and replays have the host's numbers; 0 stands for none. Expired items are skipped.
/// </summary>
public interface IGraphView
{
    /// <summary>The time of the lookup, and the retention.</summary>
    Expiry Expiry { get; }

    /// <summary>The limits of what counts as evidence.</summary>
    EvidenceOptions EvidenceOptions { get; }

    /// <summary>The operations on issues.</summary>
    IIssues Issues { get; }

    /// <summary>Whether an issue was ever deleted: then an error of any transaction may be deleted.</summary>
    bool AnyIssueDeleted { get; }

    /// <summary>The highest number of a trace. An event without a trace has one of its own.</summary>
    int TraceCount { get; }

    /// <summary>Which issues a lookup of an issue reads; the same for every call within one lookup.</summary>
    IssueReach ReachOf(IssueId id, bool strict);

    /// <summary>The links of an issue or a transaction name; null if it has none.</summary>
    LinkSet? LinksOf(in NodeKey owner);

    /// <summary>A page from the cached ranking of a node's links, which are <see cref="OwnLinks.Cacheable"/>; null if the host has none.</summary>
    LinkPage? CachedPage(in NodeKey owner, LinkSet links, LookupQuery query, CancellationToken cancel);

    /// <summary>The number of a trace. A host that has not read it yet notes that it is needed, and the lookup runs again.</summary>
    int FindTrace(TraceId id);

    /// <summary>The latest row of a trace.</summary>
    RowRef LastRow(int trace);

    /// <summary>The row before another one of the same trace.</summary>
    RowRef RowBefore(RowRef row);

    /// <summary>The replays that list a trace, or that its events name or named.</summary>
    /// <param name="trace">The trace's number.</param>
    /// <param name="one">Space for a single result.</param>
    ReadOnlySpan<TraceReplay> ReplaysOf(int trace, Span<TraceReplay> one);

    /// <summary>Visits the rows of an event.</summary>
    void VisitRows<TVisitor>(EventId id, ref TVisitor visitor)
        where TVisitor : IRowVisitor, allows ref struct;

    /// <summary>The trace of a row.</summary>
    int TraceOf(RowRef row);

    /// <summary>When the event of a row happened, without reading the rest of the row; the default if it has been dropped.</summary>
    Timestamp TimeOf(RowRef row);

    /// <summary>Reads a row. False if a later observation superseded it, or if it has been dropped.</summary>
    bool TryRead(RowRef row, out Observation observation);

    /// <summary>The listings of an event that has arrived; null if there are none.</summary>
    EventAnnotations? Listings(EventId id);

    /// <summary>The replays that list an event, whether or not it has arrived.</summary>
    IEnumerable<ReplayRef> ListedBy(EventId id);

    /// <summary>The moves and deletions of a row's event; null if there are none.</summary>
    EventAnnotations? Overrides(RowRef row, EventId id);

    /// <summary>The number of a replay.</summary>
    ReplayRef FindReplay(ReplayId id);

    /// <summary>The id of a replay; none if it has been dropped.</summary>
    ReplayId IdOf(ReplayRef replay);

    /// <summary>The fields of a replay that ranking reads; <see cref="ReplayHead.IsDropped"/> if it has been dropped.</summary>
    ReplayHead HeadOf(ReplayRef replay);

    /// <summary>All fields of a replay that filters and views read.</summary>
    ReplaySummary SummaryOf(ReplayRef replay);

    /// <summary>The traces that a replay lists.</summary>
    ReadOnlySpan<TraceId> TracesOf(ReplayRef replay);

    /// <summary>The events that a replay lists.</summary>
    ReadOnlySpan<EventId> ErrorsOf(ReplayRef replay);

    /// <summary>A superset of the rows that are linked with a replay, each once.</summary>
    IReadOnlyCollection<RowRef> RowsAround(ReplayRef replay);
}

/// <summary>Visits rows.</summary>
public interface IRowVisitor
{
    /// <summary>Visits one row.</summary>
    void Visit(RowRef row);
}
