using ReplayGraph.Links;
using ReplayGraph.Replays;

namespace ReplayGraph.Lookups;

/// <summary>
/// What counts of the evidence between an event and a replay. Rules of reading: they depend on what is known when the question is asked,
/// never on the order in which facts arrived.
/// </summary>
internal readonly struct EvidenceRules(EvidenceOptions options, Timestamp now)
{
    private readonly long _margin = options.StaleAfterMinutes * 60_000L;

    /// <summary>Whether a trace with this many replays is shared: then only direct evidence counts for its events.</summary>
    internal bool IsShared(int replays) => replays > options.SharedTraceReplays;

    /// <summary>Whether an event happened while the replay ran, or close to it. A replay without segments has no time yet.</summary>
    internal bool IsInTime(in ReplayHead replay, long time) =>
        !replay.HasSegments
        || (time >= replay.StartedAt.Milliseconds - _margin && time <= replay.FinishedAt.Milliseconds + _margin);

    /// <summary>
    /// Whether the direct evidence makes the replay the event's own: it has segments within their retention (whatever became of it; after that
    /// a host may forget it), and is in time or lists the event. Then indirect evidence of other replays does not count.
    /// </summary>
    internal bool IsOwn(Evidence evidence, in ReplayHead replay, long time) =>
        replay.HasSegments && replay.ExpiresAt > now
        && ((evidence & Evidence.Listed) != 0 || ((evidence & Evidence.Tagged) != 0 && IsInTime(replay, time)));

    /// <summary>What counts. <see cref="Evidence.Sibling"/> must have been confirmed.</summary>
    /// <param name="evidence">All evidence of a trace that is not shared, or the direct evidence of one that is.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="time">When the event happened, in ms.</param>
    /// <param name="hasOwn">Whether a replay is the event's own.</param>
    internal Evidence Counted(Evidence evidence, in ReplayHead replay, long time, bool hasOwn)
    {
        evidence = hasOwn && !IsOwn(evidence, replay, time) ? evidence & Evidence.Direct : evidence;
        evidence = (evidence & (Evidence.Direct | Evidence.Trace)) != 0 ? evidence & ~Evidence.Sibling : evidence;
        return evidence == Evidence.None || IsInTime(replay, time) ? evidence
            : (evidence & Evidence.Listed) != 0 ? Evidence.Listed
            : Evidence.Stale;
    }
}
