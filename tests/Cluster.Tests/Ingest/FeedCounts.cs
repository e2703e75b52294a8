namespace ReplayGraph.Cluster.Tests.Ingest;

/// <summary>What senders met.</summary>
/// <param name="Batches">Batches that were acknowledged.</param>
/// <param name="Facts">Facts in them.</param>
/// <param name="Unavailable">Answers that said to come again later.</param>
/// <param name="Broken">Connections that broke, or were not to be had.</param>
/// <param name="Slowest">The longest that a batch took from its beginning to its acknowledgement.</param>
internal sealed record FeedCounts(int Batches, int Facts, int Unavailable, int Broken, TimeSpan Slowest)
{
    /// <summary>What was met since an earlier look; the slowest is that of since then if it was forgotten then.</summary>
    internal FeedCounts Since(FeedCounts before) =>
        new(Batches - before.Batches, Facts - before.Facts, Unavailable - before.Unavailable, Broken - before.Broken, Slowest);

    public override string ToString() =>
        $"{Batches} batches, {Facts} facts, {Unavailable} times 503, {Broken} broken connections, slowest {Slowest.TotalSeconds:0.0} s";
}
