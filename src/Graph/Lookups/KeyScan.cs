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
    // Links between two cancellation checks.
    private const int Stride = 4096;

    private readonly EventFilter _events = new(filter, view.Expiry);

    /// <summary>The earliest expiry among the links that passed.</summary>
    internal Timestamp FirstExpiry => _events.FirstExpiry;

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

        ReadOnlySpan<ReplayRef> replays = view.ReplaysOf(trace, stackalloc ReplayRef[1]);
        bool isEmpty = true;
        for (RowRef row = view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
        {
            cancel.ThrowIfCancellationRequested();
            isEmpty &= !TakePairs(row, replays);
        }

        foreach (ReplayRef replay in isEmpty ? replays : default)
        {
            sink.TakeEmpty(replay, Evidence.Trace);
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
        int[]? numbers = links.ReplayNumbers;
        ReadOnlySpan<LinkRow> rows = links.Rows;

        // Backwards: the latest events are mostly at the end, so sinks that want them fill up early.
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            if (i % Stride == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            ref readonly LinkRow row = ref rows[i];
            if (!_events.Passes(links, row))
            {
                continue;
            }

            ReplayRef replay = numbers is null ? row.Replay : new(numbers[row.Replay.Index - 1]);
            if (isSelective && !sink.Accepts(replay, row.Time))
            {
                continue;
            }

            EventAnnotations? overrides = hasReassigned ? links.Overrides(row) : null;
            if (detail == PairDetail.Observation || overrides is not null || (mayBelongElsewhere && row.HasIssue))
            {
                TakeObservation(links, row, replay, overrides, reach);
            }
            else if (detail == PairDetail.Link)
            {
                sink.Take(replay, row.Evidence, row.Time);
            }
            else if (links.TryIdentify(row, out ProjectId project, out EventId id))
            {
                sink.Take(replay, row.Evidence, row.Time, project, id);
            }
        }
    }

    private void TakeObservation(LinkSet links, in LinkRow row, ReplayRef replay, EventAnnotations? overrides, IssueReach? reach)
    {
        if (links.TryRead(row, out Observation o) && IssueResolver.TryResolve(o, overrides, view.Issues, out IssueId issue)
            && reach?.Contains(issue) != false && Passes(ref o, issue))
        {
            sink.Take(replay, row.Evidence, o, issue);
        }
    }

    // False if the observation is deleted or expired: its event then counts as not arrived.
    private bool TakePairs(RowRef row, ReadOnlySpan<ReplayRef> replays)
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
            TraceStep.Pairs(replays, o, view.Listings(o.EventId), ref pairs);
        }

        return true;
    }

    private bool Passes(ref Observation o, IssueId issue)
    {
        if (_events.NeedsObservations && o.ReplayId.IsNone && !o.Replay.IsNone)
        {
            o.ReplayId = view.IdOf(o.Replay);
        }

        return _events.Passes(o, issue);
    }

    private ref struct EventRows(KeyScan<TView> scan) : IRowVisitor
    {
        internal bool AnyArrived { get; private set; }

        public void Visit(RowRef row) =>
            AnyArrived |= scan.TakePairs(row, scan.View.ReplaysOf(scan.View.TraceOf(row), new ReplayRef[1]));
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
