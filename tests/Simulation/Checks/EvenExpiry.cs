using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>Says what has expired together.</summary>
internal static class EvenExpiry
{
    private const int Days = 90;

    /// <summary>
    /// Whether of each event, and of each replay, all that was told has expired or nothing has. Else a host that starts anew may not know
    /// any more what superseded what is left.
    /// </summary>
    /// <param name="facts">What was told.</param>
    /// <param name="told">When it was told: what had expired by then was refused.</param>
    /// <param name="now">When it is asked.</param>
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
