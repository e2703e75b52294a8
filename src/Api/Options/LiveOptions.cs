namespace ReplayGraph.Api.Options;

/// <summary>The section <c>ReplayGraph:Live</c>: streams of new replays.</summary>
public sealed record LiveOptions
{
    /// <summary>Milliseconds between two questions to the graph about the same key.</summary>
    public int IntervalMs { get; init; } = 1000;

    /// <summary>Seconds between heartbeats.</summary>
    public int HeartbeatSeconds { get; init; } = 15;

    /// <summary>The most streams of the process; more are answered 503. 0: none.</summary>
    public int MaxSubscribers { get; init; } = 10_000;
}
