namespace ReplayGraph.Chaos.Ingest;

/// <summary>What senders met.</summary>
public sealed record FeedCounts
{
    /// <summary>Batches that were sent, each counted once.</summary>
    public int Begun { get; init; }

    /// <summary>Batches that were acknowledged.</summary>
    public int Batches { get; init; }

    /// <summary>Facts in those that were sent.</summary>
    public int Sent { get; init; }

    /// <summary>Facts in those that were acknowledged.</summary>
    public int Facts { get; init; }

    /// <summary>Answers that said to come again later.</summary>
    public int Unavailable { get; init; }

    /// <summary>Connections that broke, or were not to be had.</summary>
    public int Broken { get; init; }

    /// <summary>Calls that were given up, since no answer came.</summary>
    public int Late { get; init; }

    /// <summary>The longest that a batch took from its beginning to its acknowledgement.</summary>
    public TimeSpan Slowest { get; init; }

    /// <summary>The longest time in which nothing at all was acknowledged.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>What was met since an earlier look; the slowest, and the silence, are those of since then if they were forgotten then.</summary>
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
        $"{Batches} batches, {Facts} facts, {Unavailable} times 503, {Broken} broken connections, {Late} without an answer,"
        + $" slowest {Slowest.TotalSeconds:0.0} s";
}
