using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>Visits the replays that an observation is linked with.</summary>
public interface IPairVisitor
{
    /// <summary>Visits a replay, with the evidence that counts, or as stale.</summary>
    void Visit(ReplayRef replay, Evidence evidence);
}

/// <summary>Finds the replays of observations in their traces.</summary>
internal sealed class EventPairs<TView>(TView view)
    where TView : struct, IGraphView
{
    // Traces whose named replays are kept. A scan of all traces visits each only once.
    private const int MaxKept = 4096;

    private readonly EvidenceRules _rules = new(view.EvidenceOptions, view.Expiry.Now);
    private readonly Dictionary<int, HashSet<ReplayRef>> _named = [];
    private readonly TraceReplay[] _one = new TraceReplay[1];

    /// <summary>
    /// The earliest expiry among the events that name a replay, and the replays that decided about evidence: until then time alone changes
    /// neither.
    /// </summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>Starts over with <see cref="FirstExpiry"/>.</summary>
    internal void ForgetExpiry() => FirstExpiry = new(long.MaxValue);

    /// <summary>Whether a trace is shared.</summary>
    internal bool IsShared(int trace) => _rules.IsShared(ReplaysOf(trace).Length);

    /// <summary>The replays of a trace, valid until the next call.</summary>
    internal ReadOnlySpan<TraceReplay> ReplaysOf(int trace) => trace == 0 ? default : view.ReplaysOf(trace, _one);

    /// <summary>Visits every replay that the observation is linked with, once.</summary>
    internal void Visit<T>(int trace, in Observation o, ref T visitor)
        where T : IPairVisitor, allows ref struct
    {
        EventAnnotations? listings = view.Listings(o.EventId);
        ReadOnlySpan<TraceReplay> replays = ReplaysOf(trace);
        replays = _rules.IsShared(replays.Length) ? default : replays;
        bool hasOwn = HasOwn(o, listings);
        foreach (TraceReplay one in replays)
        {
            Evidence evidence = TraceStep.Direct(o, one.Replay, listings) | (one.Lists ? Evidence.Trace : Evidence.None);
            if (evidence == Evidence.None && one.IsNamed && IsNamed(trace, one.Replay))
            {
                evidence = Evidence.Sibling;
            }

            Visit(one.Replay, evidence, o, hasOwn, ref visitor);
        }

        if (!o.Replay.IsNone && TraceReplay.Find(replays, o.Replay) < 0)
        {
            Visit(o.Replay, TraceStep.Direct(o, o.Replay, listings), o, hasOwn, ref visitor);
        }

        foreach (Listing listing in listings is null ? [] : listings.Listings)
        {
            if (listing.Holds(o.ProjectId) && listing.Replay != o.Replay && TraceReplay.Find(replays, listing.Replay) < 0
                && listings!.IsFirstOfReplay(listing, o.ProjectId))
            {
                Visit(listing.Replay, Evidence.Listed, o, hasOwn, ref visitor);
            }
        }
    }

    /// <summary>Whether an existing event of a trace names a replay.</summary>
    internal bool IsNamed(int trace, ReplayRef replay)
    {
        if (!_named.TryGetValue(trace, out HashSet<ReplayRef>? named))
        {
            if (_named.Count >= MaxKept)
            {
                _named.Clear();
            }

            _named[trace] = named = NamedIn(trace);
        }

        return named.Contains(replay);
    }

    private void Visit<T>(ReplayRef replay, Evidence evidence, in Observation o, bool hasOwn, ref T visitor)
        where T : IPairVisitor, allows ref struct
    {
        Evidence counted = evidence == Evidence.None
            ? Evidence.None
            : _rules.Counted(evidence, HeadOf(replay), o.Timestamp.Milliseconds, hasOwn);
        if (counted != Evidence.None)
        {
            visitor.Visit(replay, counted);
        }
    }

    private bool HasOwn(in Observation o, EventAnnotations? listings)
    {
        long time = o.Timestamp.Milliseconds;
        if (!o.Replay.IsNone && _rules.IsOwn(Evidence.Tagged, HeadOf(o.Replay), time))
        {
            return true;
        }

        foreach (Listing listing in listings is null ? [] : listings.Listings)
        {
            if (listing.Holds(o.ProjectId) && _rules.IsOwn(Evidence.Listed, HeadOf(listing.Replay), time))
            {
                return true;
            }
        }

        return false;
    }

    private ReplayHead HeadOf(ReplayRef replay)
    {
        ReplayHead head = view.HeadOf(replay);
        FirstExpiry = head.ExpiresAt > view.Expiry.Now && head.ExpiresAt < FirstExpiry ? head.ExpiresAt : FirstExpiry;
        return head;
    }

    private HashSet<ReplayRef> NamedIn(int trace)
    {
        HashSet<ReplayRef> named = [];
        for (RowRef row = trace == 0 ? default : view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
        {
            if (view.TryRead(row, out Observation o) && !view.Expiry.HasPassed(o.Timestamp, o.RetentionDays)
                && IssueResolver.TryResolve(o, view.Overrides(row, o.EventId), view.Issues, out _))
            {
                Name(o, named);
            }
        }

        return named;
    }

    private void Name(in Observation o, HashSet<ReplayRef> named)
    {
        int before = named.Count;
        if (!o.Replay.IsNone)
        {
            named.Add(o.Replay);
        }

        foreach (Listing listing in view.Listings(o.EventId) is { } listings ? listings.Listings : default)
        {
            if (listing.Holds(o.ProjectId))
            {
                named.Add(listing.Replay);
            }
        }

        Timestamp expiresAt = view.Expiry.At(o.Timestamp, o.RetentionDays);
        FirstExpiry = named.Count > before && expiresAt < FirstExpiry ? expiresAt : FirstExpiry;
    }
}
