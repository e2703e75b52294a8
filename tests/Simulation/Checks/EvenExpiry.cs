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
    internal static bool IsEven(IEnumerable<IFact> facts, Timestamp told, Timestamp now) => facts
        .SelectMany(KeysOf)
        .Where(one => one.At > told)
        .GroupBy(one => one.Key, one => one.At > now)
        .All(lives => lives.Distinct().Count() == 1);

    private static IEnumerable<(UInt128 Key, Timestamp At)> KeysOf(IFact fact) => fact switch
    {
        EventFact one => [(one.EventId.Value, At(one.Timestamp, one.RetentionDays))],
        SegmentFact { IsArchived: false } segment => [(segment.ReplayId.Value, At(segment.Timestamp, segment.RetentionDays))],
        EventLinkFact link => [(link.EventId.Value, At(link.Timestamp, 0)), (link.ReplayId.Value, At(link.Timestamp, 0))],
        _ => [],
    };

    private static Timestamp At(Timestamp of, int days) => of.Plus(TimeSpan.FromDays(days == 0 ? Days : days));
}
