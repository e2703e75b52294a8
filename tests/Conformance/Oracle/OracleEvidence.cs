using System.Collections.Concurrent;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>What links an event with a replay, from all that is known at one time.</summary>
/// <param name="facts">The facts.</param>
/// <param name="observed">All observations that arrived before they expired, superseded ones included.</param>
/// <param name="events">The live observations.</param>
/// <param name="replays">The known replays.</param>
/// <param name="options">The limits of what counts as evidence.</param>
public sealed class OracleEvidence(
    IReadOnlyList<IFact> facts, IReadOnlyList<EventFact> observed, List<OracleEvent> events, List<OracleReplay> replays,
    EvidenceOptions options)
{
    private const long MinuteMs = 60_000;

    private readonly ConcurrentDictionary<TraceId, bool> _shared = [];
    private readonly ConcurrentDictionary<OracleEvent, bool> _hasOwn = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<TraceId, OracleEvent> _siblings = events.ToLookup(e => e.Fact.TraceId);

    /// <summary>The evidence that counts, or <see cref="Evidence.Stale"/>.</summary>
    public Evidence Of(OracleEvent e, OracleReplay replay)
    {
        Evidence evidence = replay.EvidenceOf(e);
        if (evidence == Evidence.None && IsNamedIn(e.Fact.TraceId, replay))
        {
            evidence = Evidence.Sibling;
        }

        bool isOfAnother = HasOwn(e) && !IsOwn(e, replay);
        if (isOfAnother || IsShared(e.Fact.TraceId))
        {
            evidence &= Evidence.Direct;
        }

        return evidence == Evidence.None || IsInTime(e, replay) ? evidence
            : evidence.HasFlag(Evidence.Listed) ? Evidence.Listed
            : Evidence.Stale;
    }

    /// <summary>Whether too many replays list a trace, are carried by an event of it, or list an event of it.</summary>
    public bool IsShared(TraceId trace) =>
        !trace.IsNone && _shared.GetOrAdd(trace, id => ReplaysOf(id).Count > options.SharedTraceReplays);

    /// <summary>Whether a replay lists a trace, or a live event of it names the replay.</summary>
    public bool Holds(TraceId trace, OracleReplay replay) => replay.Traces.Contains(trace) || IsNamedIn(trace, replay);

    // The event carries the replay's id while it ran, or the replay lists it; and the replay has segments within their retention.
    private bool IsOwn(OracleEvent e, OracleReplay replay)
    {
        Evidence direct = replay.EvidenceOf(e) & Evidence.Direct;
        return replay.Segments.Count > 0 && !replay.IsExpired
            && (direct.HasFlag(Evidence.Listed) || (direct.HasFlag(Evidence.Tagged) && IsInTime(e, replay)));
    }

    private bool HasOwn(OracleEvent e) => _hasOwn.GetOrAdd(e, one => replays.Any(replay => IsOwn(one, replay)));

    private bool IsInTime(OracleEvent e, OracleReplay replay)
    {
        long time = e.Fact.Timestamp.Milliseconds, margin = options.StaleAfterMinutes * MinuteMs;
        return replay.Segments.Count == 0
            || (time >= replay.StartedAt.Milliseconds - margin && time <= replay.FinishedAt.Milliseconds + margin);
    }

    private bool IsNamedIn(TraceId trace, OracleReplay replay) =>
        !trace.IsNone && _siblings[trace].Any(sibling => (replay.EvidenceOf(sibling) & Evidence.Direct) != 0);

    private HashSet<ReplayId> ReplaysOf(TraceId trace)
    {
        List<EventFact> own = observed.Where(fact => fact.TraceId == trace).ToList();
        HashSet<ReplayId> ids = [.. own.Select(fact => fact.ReplayId).Where(id => !id.IsNone)];
        ids.UnionWith(facts.OfType<SegmentFact>().Where(s => !s.IsArchived && s.TraceIds?.Contains(trace) == true).Select(s => s.ReplayId));
        ids.UnionWith(facts.OfType<SegmentFact>()
            .Where(s => !s.IsArchived && own.Any(fact => s.ErrorIds?.Contains(fact.EventId) == true)).Select(s => s.ReplayId));
        ids.UnionWith(facts.OfType<EventLinkFact>()
            .Where(link => own.Any(fact => fact.EventId == link.EventId && fact.ProjectId == link.ProjectId)).Select(link => link.ReplayId));
        return ids;
    }
}
