using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>
/// Finds the observations of a key with their replays, and passes those that match the filter to a sink. Checks for cancellation regularly:
/// an event that shares a trace with thousands of replays is linked with each of them.
/// </summary>
internal sealed class KeyScan<TView>(TView view, LinkFilter filter, bool strict, PairSink sink, CancellationToken cancel)
    where TView : struct, IGraphView
{
    // Links between two cancellation checks, and links whose replays are read together.
    private const int Stride = 4096, Together = 32;

    private readonly EventFilter _events = new(filter, view.Expiry);
    private readonly EventPairs<TView> _pairs = new(view);
    private readonly HashSet<TraceId> _shared = [];
    private readonly HashSet<TraceId> _taken = [];

    /// <summary>The earliest expiry among the links that passed, and the events that name replays to their siblings.</summary>
    internal Timestamp FirstExpiry => _events.FirstExpiry < _pairs.FirstExpiry ? _events.FirstExpiry : _pairs.FirstExpiry;

    /// <summary>The number of shared traces among those of the events that passed.</summary>
    internal int SharedTraces => _shared.Count;

    private bool AsksShared => (filter.Evidence & Evidence.Shared) != 0;

    internal void Scan(in NodeKey key)
    {
        cancel.ThrowIfCancellationRequested();
        switch (key.Kind)
        {
            case NodeKind.Issue:
                ScanIssue(key.Issue);
                break;
            case NodeKind.Transaction:
                ScanTransaction(key);
                break;
            case NodeKind.Trace:
                ScanTrace(view.FindTrace(key.Trace));
                break;
            case NodeKind.Event:
                ScanEvent(key.Event);
                break;
            default:
                throw new ArgumentException($"A lookup starts from an issue, transaction, trace or event, not from {key}.");
        }
    }

    private void ScanIssue(IssueId id)
    {
        IssueReach reach = view.ReachOf(id, strict);
        if (reach.IsSingleIssue)
        {
            ScanLinks(view.LinksOf(NodeKey.Of(id)), reach, mayBelongElsewhere: false);
            return;
        }

        foreach (IssueId source in reach.Sources)
        {
            ScanLinks(view.LinksOf(NodeKey.Of(source)), reach, mayBelongElsewhere: true);
        }
    }

    private void ScanTransaction(in NodeKey key) => ScanLinks(view.LinksOf(key), null, mayBelongElsewhere: view.AnyIssueDeleted);

    private void ScanTrace(int trace)
    {
        if (trace == 0)
        {
            return;
        }

        // A trace that is asked for itself lists its replays wherever indirect evidence counts.
        bool asksShared = (filter.Evidence & (Evidence.Trace | Evidence.Sibling | Evidence.Shared)) != 0, isEmpty = true;
        for (RowRef row = view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
        {
            cancel.ThrowIfCancellationRequested();
            isEmpty &= !TakePairs(row, trace, asksShared);
        }

        foreach (TraceReplay replay in isEmpty ? _pairs.ReplaysOf(trace) : default)
        {
            if (replay.Lists)
            {
                sink.TakeEmpty(replay.Replay, Evidence.Trace);
            }
        }
    }

    private void ScanEvent(EventId id)
    {
        var rows = new EventRows(this);
        view.VisitRows(id, ref rows);
        foreach (ReplayRef replay in rows.AnyArrived ? [] : view.ListedBy(id).Distinct())
        {
            sink.TakeEmpty(replay, Evidence.Listed);
        }
    }

    // Rows suffice for most lookups. Whole observations are read where their events may belong to another issue or be deleted.
    private void ScanLinks(LinkSet? links, IssueReach? reach, bool mayBelongElsewhere)
    {
        if (links is null)
        {
            return;
        }

        _events.Begin();
        PairDetail detail = _events.NeedsObservations ? PairDetail.Observation : sink.Detail;
        bool isSelective = sink.IsSelective, hasReassigned = links.HasReassigned;
        bool readsAll = !isSelective && _events.TakesAll;
        var counted = new RowEvidence<TView>(view, links, _pairs, filter.Fates);
        ReadOnlySpan<LinkRow> rows = links.Rows;

        // Backwards: the latest events are mostly at the end, so sinks that want them fill up early.
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            if (i % Stride == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            if (readsAll && (i % Together == Together - 1 || i == rows.Length - 1))
            {
                _ = counted.Touch(rows[(i - (i % Together))..(i + 1)]);
            }

            ref readonly LinkRow row = ref rows[i];
            if (!_events.Passes(links, row))
            {
                continue;
            }

            EventAnnotations? overrides = hasReassigned ? links.Overrides(row) : null;
            bool mustRead = overrides is not null || (mayBelongElsewhere && row.HasIssue);
            if (row.Replay.IsNone)
            {
                TakeMark(links, row, overrides, reach);
                continue;
            }

            ReplayRef replay = counted.ReplayOf(row);
            if (isSelective && !sink.Accepts(replay, row.Time))
            {
                continue;
            }

            Evidence evidence = counted.Of(row, replay);
            if ((evidence & filter.Evidence) == 0)
            {
                continue;
            }

            if (detail == PairDetail.Observation || mustRead)
            {
                TakeObservation(links, row, replay, evidence, overrides, reach);
            }
            else if (detail == PairDetail.Link)
            {
                sink.Take(replay, evidence, row.Time);
            }
            else if (links.TryIdentify(row, out ProjectId project, out EventId id))
            {
                sink.Take(replay, evidence, row.Time, project, id);
            }
        }
    }

    private void TakeObservation(
        LinkSet links, in LinkRow row, ReplayRef replay, Evidence evidence, EventAnnotations? overrides, IssueReach? reach)
    {
        if (TryRead(links, row, overrides, reach, out Observation o, out IssueId issue))
        {
            sink.Take(replay, evidence, o, issue);
        }
    }

    // The row says that the observation's trace is shared.
    private void TakeMark(LinkSet links, in LinkRow row, EventAnnotations? overrides, IssueReach? reach)
    {
        if (TryRead(links, row, overrides, reach, out Observation o, out _))
        {
            TakeShared(o.TraceId, AsksShared ? view.FindTrace(o.TraceId) : 0, AsksShared);
        }
    }

    private bool TryRead(LinkSet links, in LinkRow row, EventAnnotations? overrides, IssueReach? reach, out Observation o, out IssueId issue)
    {
        issue = default;
        return links.TryRead(row, out o) && IssueResolver.TryResolve(o, overrides, view.Issues, out issue)
            && reach?.Contains(issue) != false && Passes(ref o, issue);
    }

    private void TakeShared(TraceId id, int trace, bool asks)
    {
        _shared.Add(id);
        if (!asks || !_taken.Add(id))
        {
            return;
        }

        foreach (TraceReplay replay in _pairs.ReplaysOf(trace))
        {
            cancel.ThrowIfCancellationRequested();
            if (replay.Lists || _pairs.IsNamed(trace, replay.Replay))
            {
                sink.TakeShared(replay.Replay);
            }
        }
    }

    // False if the observation is deleted or expired: its event then counts as not arrived.
    private bool TakePairs(RowRef row, int trace, bool asksShared)
    {
        if (!view.TryRead(row, out Observation o)
            || !IssueResolver.TryResolve(o, view.Overrides(row, o.EventId), view.Issues, out IssueId issue)
            || view.Expiry.HasPassed(o.Timestamp, o.RetentionDays))
        {
            return false;
        }

        if (Passes(ref o, issue))
        {
            var pairs = new Pairs(sink, filter.Evidence, o, issue);
            _pairs.Visit(trace, o, ref pairs);
            if (_pairs.IsShared(trace))
            {
                TakeShared(o.TraceId, trace, asksShared);
            }
        }

        return true;
    }

    private bool Passes(ref Observation o, IssueId issue)
    {
        if (_events.NeedsObservations)
        {
            o.ReplayId = view.TaggedBy(o);
        }

        return _events.Passes(o, issue);
    }

    private ref struct EventRows(KeyScan<TView> scan) : IRowVisitor
    {
        internal bool AnyArrived { get; private set; }

        public void Visit(RowRef row) =>
            AnyArrived |= scan.TakePairs(row, scan.View.TraceOf(row), scan.AsksShared);
    }

    private TView View => view;

    private readonly ref struct Pairs(PairSink sink, Evidence asked, in Observation observation, IssueId issue) : IPairVisitor
    {
        private readonly ref readonly Observation _observation = ref observation;

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            if ((evidence & asked) != 0 && sink.Accepts(replay, _observation.Timestamp.Milliseconds))
            {
                sink.Take(replay, evidence, _observation, issue);
            }
        }
    }
}
