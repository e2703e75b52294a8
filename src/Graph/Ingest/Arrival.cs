using ReplayGraph.Facts;

namespace ReplayGraph.Ingest;

/// <summary>Decides which facts are expired on arrival. Those are counted, but not stored.</summary>
public static class Arrival
{
    /// <summary>Whether an event has expired.</summary>
    public static bool HasExpired(in EventFact fact, in Expiry expiry) => expiry.HasPassed(fact.Timestamp, fact.RetentionDays);

    /// <summary>Whether a segment has expired. A row that archives its replay never does: the replay may outlive it.</summary>
    public static bool HasExpired(in SegmentFact fact, in Expiry expiry) =>
        !fact.IsArchived && expiry.HasPassed(fact.Timestamp, fact.RetentionDays);
}
