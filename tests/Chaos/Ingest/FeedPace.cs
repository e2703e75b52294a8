namespace ReplayGraph.Chaos.Ingest;

/// <summary>The pace of steady ingest.</summary>
public sealed record FeedPace
{
    /// <summary>The number of senders, each with one batch in flight.</summary>
    public int Senders { get; init; } = 8;

    /// <summary>The minimum time between two batches of a sender.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(160);

    /// <summary>The longest wait for an acknowledgement, with any faults.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);
}
