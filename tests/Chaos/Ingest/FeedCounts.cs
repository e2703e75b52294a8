namespace ReplayGraph.Chaos.Ingest;

/// <summary>Counts of what senders encountered.</summary>
public sealed record FeedCounts
{
    /// <summary>Sent batches, each counted once.</summary>
    public int Begun { get; init; }

    /// <summary>Acknowledged batches.</summary>
    public int Batches { get; init; }

    /// <summary>Facts of sent batches.</summary>
    public int Sent { get; init; }

    /// <summary>Facts of acknowledged batches.</summary>
    public int Facts { get; init; }

    /// <summary>Answers with 503.</summary>
    public int Unavailable { get; init; }

    /// <summary>Broken or refused connections.</summary>
    public int Broken { get; init; }

    /// <summary>Calls that timed out.</summary>
    public int Late { get; init; }

    /// <summary>The longest time from the start of a batch to its acknowledgement.</summary>
    public TimeSpan Slowest { get; init; }

    /// <summary>The longest time without any acknowledgement.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>The counts since an earlier reading. The longest times are those since the last reset.</summary>
    public FeedCounts Since(FeedCounts before) => this with
    {
        Begun = Begun - before.Begun,
        Batches = Batches - before.Batches,
        Sent = Sent - before.Sent,
        Facts = Facts - before.Facts,
        Unavailable = Unavailable - before.Unavailable,
        Broken = Broken - before.Broken,
        Late = Late - before.Late,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Batches} batches, {Facts} facts, {Unavailable} times 503, {Broken} broken connections, {Late} timeouts,"
        + $" slowest {Slowest.TotalSeconds:0.0} s";
}
