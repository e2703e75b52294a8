using System.Text;
using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>The packed nodes as lookups read them.</summary>
internal readonly struct EmbeddedView(OrganizationNodes nodes, Timestamp now) : IGraphView
{
    // Below this, computing a ranking is as fast as caching it.
    private const int Many = 16;

    public Expiry Expiry => new(now, nodes.Retention);

    public EvidenceOptions EvidenceOptions => nodes.EvidenceOptions;

    public IIssues Issues => nodes;

    public bool AnyIssueDeleted => nodes.AnyIssueDeleted;

    public int TraceCount => nodes.Traces.Count;

    /// <summary>The number of replays, dropped ones included; the first is 1.</summary>
    internal int ReplayCount => nodes.Replays.Count;

    public IssueReach ReachOf(IssueId id, bool strict) => IssueReach.Of(id, strict, nodes);

    public LinkSet? LinksOf(in NodeKey owner) => owner.Kind == NodeKind.Issue
        ? nodes.FindIssue(owner.Issue)?.Links
        : nodes.Names.Find(Encoding.UTF8.GetBytes(owner.Transaction)) is { } name ? nodes.FindTransaction(name) : null;

    public LinkPage? CachedPage(in NodeKey owner, LinkSet links, LookupQuery query, CancellationToken cancel)
    {
        if (links.Rows.Length < Many)
        {
            return null;
        }

        // Versions are read before links: a change in between makes the cached ranking stale, never wrong.
        var packed = (PackedLinks)links;
        var versions = new RankingVersions(packed.Version, nodes.ReplaysVersion);
        CachedRanking.Versioned? ranked = packed.Ranking.Find(versions, now);
        if (ranked is null)
        {
            if (!packed.Ranking.WasRequestedAt(versions))
            {
                return null;
            }

            ranked = packed.Ranking.Cache(versions, Lookup<EmbeddedView>.RankAll(this, owner, cancel));
        }

        if (query.After is not null)
        {
            return Lookup<EmbeddedView>.PageOf(this, ranked.Links, query);
        }

        return ranked.FirstPage(query.Limit) ?? (Lookup<EmbeddedView>.PageOf(this, ranked.Links, query) is { } page
            ? ranked.Cache(query.Limit, page, nodes.LatestPages)
            : null);
    }

    public int FindTrace(TraceId id) => nodes.Traces.Find(id);

    public RowRef LastRow(int trace) => Held(nodes.Traces[trace].Head);

    public RowRef RowBefore(RowRef row) => Held(ObservationRow.Before(nodes.Row(row)));

    public ReadOnlySpan<TraceReplay> ReplaysOf(int trace, Span<TraceReplay> one) => nodes.Traces.Replays(trace, one);

    public void VisitRows<TVisitor>(EventId id, ref TVisitor visitor)
        where TVisitor : IRowVisitor, allows ref struct
    {
        FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            // Several ids may share a hash.
            if (nodes.Rows.Holds(row) && ObservationRow.Event(nodes.Rows.From(row)) == id)
            {
                visitor.Visit(new(row));
            }
        }
    }

    public int TraceOf(RowRef row) => ObservationRow.Trace(nodes.Row(row));

    public Timestamp TimeOf(RowRef row) => ObservationRow.Time(nodes.Row(row));

    public bool TryRead(RowRef row, out Observation observation) => nodes.TryRead(row.Index, out observation, out _);

    public EventAnnotations? Listings(EventId id) => nodes.Annotations.Find(id);

    public IEnumerable<ReplayRef> ListedBy(EventId id) =>
        Listings(id) is { } listings ? listings.Listings.ToArray().Select(listing => listing.Replay) : [];

    public EventAnnotations? Overrides(RowRef row, EventId id) => nodes.Overrides(row);

    public ReplayRef FindReplay(ReplayId id) => new(nodes.FindReplay(id));

    public ReplayId IdOf(ReplayRef replay) => nodes.Replay(replay.Index).State.Id;

    public ReplayHead HeadOf(ReplayRef replay) => nodes.Head(replay.Index);

    public ReplaySummary SummaryOf(ReplayRef replay) => nodes.Replay(replay.Index).State.Summary;

    public ReadOnlySpan<TraceId> TracesOf(ReplayRef replay) => nodes.Replay(replay.Index).State.Traces.Items;

    public ReadOnlySpan<EventId> ErrorsOf(ReplayRef replay) => nodes.Replay(replay.Index).State.Errors.Items;

    public IReadOnlyCollection<RowRef> RowsAround(ReplayRef replay)
    {
        RowSet rows = DirectRows(replay);
        AddRows(TracesAround(replay, rows), rows);
        return rows.Rows;
    }

    /// <summary>The numbers of the traces whose events a replay may be linked with, or keep from other links.</summary>
    internal IEnumerable<int> TracesAround(ReplayRef replay) => TracesAround(replay, DirectRows(replay)).Where(trace => trace != 0);

    private RowSet DirectRows(ReplayRef replay)
    {
        PackedReplay node = nodes.Replay(replay.Index);
        var rows = new RowSet([]);
        foreach (uint row in node.NamedBy.Items)
        {
            rows.Visit(new(row));
        }

        foreach (EventId id in node.State.Errors.Items)
        {
            VisitRows(id, ref rows);
        }

        return rows;
    }

    private HashSet<int> TracesAround(ReplayRef replay, RowSet direct)
    {
        HashSet<int> traces = [.. nodes.Replay(replay.Index).State.Traces.Items.ToArray().Select(FindTrace)];
        foreach (RowRef row in direct.Rows)
        {
            traces.Add(nodes.Rows.Holds(row.Index) ? TraceOf(row) : 0);
        }

        return traces;
    }

    // In a shared trace only direct evidence links events.
    private void AddRows(HashSet<int> traces, RowSet rows)
    {
        Span<TraceReplay> one = stackalloc TraceReplay[1];
        foreach (int trace in traces)
        {
            bool isSkipped = trace == 0 || ReplaysOf(trace, one).Length > EvidenceOptions.SharedTraceReplays;
            for (RowRef row = isSkipped ? default : LastRow(trace); !row.IsNone; row = RowBefore(row))
            {
                rows.Visit(row);
            }
        }
    }

    /// <summary>Counts which events have replays.</summary>
    internal IReadOnlyList<CoverageRow> Coverage(CoverageQuery query, CancellationToken cancel)
    {
        if (CoverageTotals.CanAnswer(query))
        {
            return nodes.Coverage.Rows(this, query, TracesAround, cancel);
        }

        var coverage = new Coverage(query);
        coverage.Add(this, cancel);
        return coverage.Rows;
    }

    /// <summary>The titles of an issue; null if it is unknown.</summary>
    internal Titles? TitlesOf(IssueId issue) => nodes.FindIssue(issue)?.Titles;

    /// <summary>All issues or transaction names with their links.</summary>
    internal IEnumerable<(NodeKey Owner, PackedLinks Links)> Owners(NodeKind kind) => kind switch
    {
        NodeKind.Issue => nodes.Issues.Select(issue => (NodeKey.Of(issue.Id), issue.Links)),
        NodeKind.Transaction => nodes.Transactions.Select(entry => (NodeKey.OfTransaction(entry.Name.ToString()), entry.Links)),
        _ => throw new ArgumentException($"Only issues and transactions are listed, not {kind}."),
    };

    private RowRef Held(uint row) => nodes.Rows.Holds(row) ? new(row) : default;

    private readonly record struct RowSet(HashSet<RowRef> Rows) : IRowVisitor
    {
        public void Visit(RowRef row) => Rows.Add(row);
    }
}
