namespace ReplayGraph.Links;

/// <summary>Where an event lies in a replay: milliseconds after its start.</summary>
public static class Moment
{
    /// <summary>The moment of the latest event of a link; null if the replay has no start yet, or no event has arrived.</summary>
    public static long? Of(in Link link) => Of(link.StartedAt, link.FinishedAt, link.LastSeen);

    /// <summary>The moment of a time, which is at the nearer end of the replay if it lies outside; null without a start or a time.</summary>
    public static long? Of(Timestamp startedAt, Timestamp finishedAt, Timestamp at) => startedAt == default || at == default
        ? null
        : Math.Clamp(at.Milliseconds - startedAt.Milliseconds, 0, Math.Max(finishedAt.Milliseconds - startedAt.Milliseconds, 0));
}
