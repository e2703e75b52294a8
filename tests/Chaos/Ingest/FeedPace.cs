namespace ReplayGraph.Chaos.Ingest;

/// <summary>How steady ingest goes.</summary>
public sealed record FeedPace
{
    /// <summary>How many senders there are; each has one batch under way.</summary>
    public int Senders { get; init; } = 8;

    /// <summary>The least time from a sender's batch to its next.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(160);

    /// <summary>How long an acknowledgement may take, whatever happened.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);
}
