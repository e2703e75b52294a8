using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Finds the observations that answer a key, with their replays, and hands those that pass the filter to a sink.</summary>
internal sealed class KeyScan(Gathered gathered, LinkFilter filter, bool strict, PairSink sink, CancellationToken cancel)
{
    // Between two looks at whether the caller still waits.
    private const int Stride = 4096;

    private readonly EventFilter _events = new(filter, gathered.Moment);

    /// <summary>When the first of the rows expires that passed.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    internal void Scan(in NodeKey key)
    {
        cancel.ThrowIfCancellationRequested();
        switch (key.Kind)
        {
            case NodeKind.Issue:
                ScanIssue(key.Issue);
                break;
            case NodeKind.Transaction:
                ScanTransaction(key.Transaction);
                break;
            case NodeKind.Trace:
                ScanTrace(key.Trace);
                break;
            case NodeKind.Event:
                ScanEvent(key.Event);
                break;
            default:
                throw new ArgumentException($"a lookup starts from an issue, transaction, trace or event, not from {key}");
        }
    }

    private void ScanIssue(IssueId id)
    {
        IssueReach reach = gathered.ReachOf(id, strict);
        foreach (IssueId source in reach.Sources)
        {
            if (gathered.Links(NodeId.Of(gathered.Organization, source)) is { } links)
            {
                ScanTable(links, reach.Targets, mayBelongElsewhere: !reach.IsAlone);
            }
        }
    }

    private void ScanTransaction(string name)
    {
        if (gathered.Links(NodeId.OfTransaction(gathered.Organization, name)) is { } links)
        {
            ScanTable(links, null, mayBelongElsewhere: gathered.Facts.AnyIssueDeleted);
        }
    }

    private void ScanTrace(TraceId id)
    {
        if (gathered.Trace(NodeId.Of(gathered.Organization, id)) is not { } trace)
        {
            return;
        }

        bool isEmpty = true;
        foreach (ref readonly Observation o in trace.Observations)
        {
            cancel.ThrowIfCancellationRequested();
            isEmpty &= !TakePairs(trace, o);
        }

        foreach (ReplayRef replay in isEmpty ? trace.Seen : default)
        {
            sink.TakeEmpty(replay.Index - 1, Evidence.Trace);
        }
    }

    private void ScanEvent(EventId id)
    {
        if (gathered.Event(id) is not { } reply)
        {
            return;
        }

        bool isEmpty = true;
        foreach (NodeId place in reply.Places)
        {
            GatheredTrace? trace = gathered.Trace(place);
            foreach (ref readonly Observation o in trace is null ? default : trace.Observations)
            {
                isEmpty &= o.EventId != id || !TakePairs(trace!, o);
            }
        }

        foreach (ReplayId replay in isEmpty ? reply.Listed.Select(listed => listed.Replay).Distinct() : [])
        {
            sink.TakeEmpty(gathered.Find(replay), Evidence.Listed);
        }
    }

    // Rows tell all that most questions ask. Whole observations are read where they may belong elsewhere, or be gone.
    private void ScanTable(GatheredLinks links, IReadOnlySet<IssueId>? targets, bool mayBelongElsewhere)
    {
        LinkTable table = links.Table;
        RowFilter passes = _events.For(table);
        bool mustRead = sink.NeedsObservations || _events.NeedsObservations;
        bool mayDivert = gathered.Facts.AnyEventDiverted;
        bool needsId = mayDivert || sink.NeedsEvents;
        ReadOnlySpan<LinkRow> rows = table.Rows;

        // From the end, where the latest are mostly: who wants those has them soon.
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            if (i % Stride == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            ref readonly LinkRow row = ref rows[i];
            if (!passes.Passes(row) || !sink.Wants(links.NumberOf(row)))
            {
                continue;
            }

            int replay = links.NumberOf(row);
            EventId id = needsId ? table.EventOf(row) : default;
            EventAnnotations? marks = mayDivert ? gathered.Facts.Marks(id) : null;
            if (!mustRead && marks is null && !(mayBelongElsewhere && row.HasIssue))
            {
                sink.Take(new Pair(replay, row.Evidence, row.Time, table.Projects[row.Project], id));
                continue;
            }

            Observation o = table.Read(row);
            if (IssueResolver.TryResolve(o, marks, gathered.Facts, out IssueId issue)
                && (targets is null || targets.Contains(issue)) && _events.Passes(o, issue))
            {
                sink.Take(new Pair(replay, row.Evidence, in o, issue));
            }
        }

        FirstExpiry = new(Math.Min(FirstExpiry.Milliseconds, passes.FirstExpiry));
    }

    // False if the observation is gone: then it does not count as known either.
    private bool TakePairs(GatheredTrace trace, in Observation o)
    {
        if (!IssueResolver.TryResolve(o, gathered.Facts.Marks(o.EventId), gathered.Facts, out IssueId issue)
            || gathered.Moment.HasExpired(o.Timestamp, o.RetentionDays))
        {
            return false;
        }

        if (_events.Passes(o, issue))
        {
            var pairs = new Pairs(this, o, issue);
            trace.Pairs(o, ref pairs);
        }

        return true;
    }

    private readonly ref struct Pairs(KeyScan scan, in Observation o, IssueId issue) : IPairVisitor
    {
        private readonly ref readonly Observation _observation = ref o;

        public void Visit(ReplayRef replay, Evidence evidence) => scan.Take(replay.Index - 1, evidence, _observation, issue);
    }

    private void Take(int replay, Evidence evidence, in Observation o, IssueId issue)
    {
        if ((evidence & filter.Evidence) != 0 && sink.Wants(replay))
        {
            sink.Take(new Pair(replay, evidence, in o, issue));
        }
    }
}
