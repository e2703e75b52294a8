using System.Text;
using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>
/// Finds the observations that answer a key, with their replays, and hands those that pass the filter to a sink. Asks on its way whether
/// it took too long: what shares a trace with thousands of replays is linked with each.
/// </summary>
internal sealed class KeyScan(
    OrganizationNodes nodes, LinkFilter filter, Timestamp now, bool strict, PairSink sink, CancellationToken cancel)
{
    // Entries between two times that it asks.
    private const int Stride = 4096;

    private readonly EventFilter _events = new(nodes, filter, now);

    /// <summary>When the first of the entries that passed expires.</summary>
    internal Timestamp FirstExpiry => new(_events.FirstExpiry);

    internal void Scan(in NodeKey key)
    {
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
        PackedIssue? node = nodes.FindIssue(id);
        if (node is null)
        {
            return;
        }

        if (node.State.Ops.IsEmpty && node.State.Sources.IsEmpty && !node.Links.HasDiverted && !_events.NeedsRows)
        {
            TakeEntries(node.Links.Entries);
            return;
        }

        HashSet<IssueId> targets = strict ? [id] : IssueResolver.Became(id, nodes);
        foreach (IssueId source in WithSources(targets))
        {
            if (nodes.FindIssue(source) is { } from)
            {
                TakeRows(from.Links.Entries, targets);
            }
        }
    }

    private void ScanTransaction(string name)
    {
        if (nodes.Names.Find(Encoding.UTF8.GetBytes(name)) is not { } known || nodes.FindTransaction(known) is not { } links)
        {
            return;
        }

        if (links.HasDiverted || _events.NeedsRows || nodes.AnyIssueDeleted)
        {
            TakeRows(links.Entries, null);
        }
        else
        {
            TakeEntries(links.Entries);
        }
    }

    private void ScanTrace(TraceId id)
    {
        int trace = nodes.Traces.Find(id);
        if (trace == 0)
        {
            return;
        }

        ReadOnlySpan<ReplayRef> seen = nodes.Traces.Replays(trace, stackalloc ReplayRef[1]);
        bool isEmpty = true;
        for (uint row = nodes.Traces[trace].Head; nodes.Rows.Holds(row); row = ObservationRow.Before(nodes.Rows.From(row)))
        {
            cancel.ThrowIfCancellationRequested();
            isEmpty &= !TakePairs(row, seen);
        }

        foreach (ReplayRef replay in isEmpty ? seen : default)
        {
            sink.TakeEmpty(replay.Index, Evidence.Trace);
        }
    }

    private void ScanEvent(EventId id)
    {
        bool isEmpty = true;
        Span<ReplayRef> one = stackalloc ReplayRef[1];
        FingerprintIndex.Candidates candidates = nodes.Events.Find(FingerprintIndex.Hash(id.Value));
        while (candidates.Next(out uint row))
        {
            if (nodes.Rows.Holds(row) && ObservationRow.Event(nodes.Rows.From(row)) == id)
            {
                isEmpty &= !TakePairs(row, nodes.Traces.Replays(ObservationRow.Trace(nodes.Rows.From(row)), one));
            }
        }

        if (!isEmpty || nodes.Marks.Find(id) is not { } marks)
        {
            return;
        }

        foreach (int replay in marks.Listings.ToArray().Select(listing => listing.Replay.Index).Distinct())
        {
            sink.TakeEmpty(replay, Evidence.Listed);
        }
    }

    // From the end, where the latest are mostly: who wants those has them soon.
    private void TakeEntries(ReadOnlySpan<LinkEntry> entries)
    {
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            if (i % Stride == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            ref readonly LinkEntry entry = ref entries[i];
            if (_events.Passes(entry))
            {
                sink.Take(entry.Replay, entry.Evidence, entry.Time, entry.Row);
            }
        }
    }

    // The slow way: for entries that may belong elsewhere, or be gone. Null targets: wherever they belong.
    private void TakeRows(ReadOnlySpan<LinkEntry> entries, HashSet<IssueId>? targets)
    {
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            cancel.ThrowIfCancellationRequested();
            ref readonly LinkEntry entry = ref entries[i];
            if (_events.Passes(entry) && nodes.TryRead(entry.Row, out Observation o, out RowState state)
                && TryResolve(o, state, out IssueId issue) && (targets is null || targets.Contains(issue)) && _events.Passes(ref o, issue))
            {
                sink.Take(entry.Replay, entry.Evidence, entry.Time, entry.Row);
            }
        }
    }

    // False if the observation is not there, or gone: then it does not count as known either.
    private bool TakePairs(uint row, ReadOnlySpan<ReplayRef> seen)
    {
        if (!nodes.TryRead(row, out Observation o, out RowState state) || !TryResolve(o, state, out IssueId issue)
            || nodes.ExpiryOf(o.Timestamp, o.RetentionDays) <= now)
        {
            return false;
        }

        if (_events.Passes(ref o, issue))
        {
            var pairs = new Pairs(sink, filter.Evidence, o.Timestamp.Milliseconds, row);
            TraceStep.Pairs(seen, o, nodes.Marks.Find(o.EventId), ref pairs);
        }

        return true;
    }

    private bool TryResolve(in Observation o, RowState state, out IssueId issue) => IssueResolver.TryResolve(
        o, (state & RowState.Diverted) == 0 ? null : nodes.Marks.Find(o.EventId), nodes, out issue);

    private HashSet<IssueId> WithSources(HashSet<IssueId> targets)
    {
        HashSet<IssueId> all = [.. targets];
        var open = new Stack<IssueId>(targets);
        while (open.TryPop(out IssueId id))
        {
            foreach (IssueId source in nodes.FindIssue(id) is { } node ? node.State.Sources : default)
            {
                if (all.Add(source))
                {
                    open.Push(source);
                }
            }
        }

        return all;
    }

    private readonly ref struct Pairs(PairSink sink, Evidence asked, long time, uint row) : IPairVisitor
    {
        public void Visit(ReplayRef replay, Evidence evidence)
        {
            if ((evidence & asked) != 0)
            {
                sink.Take(replay.Index, evidence, time, row);
            }
        }
    }
}
