using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Checks which facts have expired together.</summary>
internal static class EvenExpiry
{
    private const int Days = 90;

    /// <summary>
    /// Whether all facts of each event and of each replay have expired, or none. Otherwise a restarted host may not know
    /// which expired fact superseded a remaining one.
    /// </summary>
    /// <param name="facts">The ingested facts.</param>
    /// <param name="told">The time of ingest. Facts that had expired by then were not kept.</param>
    /// <param name="now">The time of the query.</param>
    internal static bool IsEven(IEnumerable<IFact> facts, Timestamp told, Timestamp now) => AreEven(facts.SelectMany(KeysOf), told, now);

    /// <summary>
    /// Whether all facts of each trace that many replays hold have expired, or none. Otherwise a host may have forgotten an expired replay
    /// that made the trace a shared one.
    /// </summary>
    /// <param name="facts">The ingested facts.</param>
    /// <param name="most">The number of replays beyond which a trace is shared.</param>
    /// <param name="told">The time of ingest. Facts that had expired by then were not kept.</param>
    /// <param name="now">The time of the query.</param>
    internal static bool IsEvenOfShared(IReadOnlyCollection<IFact> facts, int most, Timestamp told, Timestamp now)
    {
        ILookup<EventId, TraceId> traces = facts.OfType<EventFact>().Where(one => !one.TraceId.IsNone)
            .ToLookup(one => one.EventId, one => one.TraceId);
        (TraceId Trace, ReplayId Replay, Timestamp At)[] held = [.. facts.SelectMany(fact => HeldBy(fact, traces))];
        HashSet<TraceId> shared =
        [
            .. held.Where(one => !one.Replay.IsNone).GroupBy(one => one.Trace, one => one.Replay)
                .Where(one => one.Distinct().Count() > most).Select(one => one.Key),
        ];
        return AreEven(held.Where(one => shared.Contains(one.Trace)).Select(one => (one.Trace.Value, one.At)), told, now);
    }

    private static bool AreEven(IEnumerable<(UInt128 Key, Timestamp At)> lives, Timestamp told, Timestamp now) => lives
        .Where(one => one.At > told)
        .GroupBy(one => one.Key, one => one.At > now)
        .All(one => one.Distinct().Count() == 1);

    private static IEnumerable<(TraceId Trace, ReplayId Replay, Timestamp At)> HeldBy(IFact fact, ILookup<EventId, TraceId> traces) => fact switch
    {
        EventFact { TraceId.IsNone: false } one => [(one.TraceId, one.ReplayId, At(one.Timestamp, one.RetentionDays))],
        SegmentFact { IsArchived: false } segment => (segment.TraceIds ?? [])
            .Concat((segment.ErrorIds ?? []).SelectMany(id => traces[id]))
            .Select(trace => (trace, segment.ReplayId, At(segment.Timestamp, segment.RetentionDays))),
        EventLinkFact link => traces[link.EventId].Select(trace => (trace, link.ReplayId, At(link.Timestamp, 0))),
        _ => [],
    };

    private static IEnumerable<(UInt128 Key, Timestamp At)> KeysOf(IFact fact) => fact switch
    {
        EventFact one => [(one.EventId.Value, At(one.Timestamp, one.RetentionDays))],
        SegmentFact { IsArchived: false } segment => [(segment.ReplayId.Value, At(segment.Timestamp, segment.RetentionDays))],
        EventLinkFact link => [(link.EventId.Value, At(link.Timestamp, 0)), (link.ReplayId.Value, At(link.Timestamp, 0))],
        _ => [],
    };

    private static Timestamp At(Timestamp of, int days) => of.Plus(TimeSpan.FromDays(days == 0 ? Days : days));
}
