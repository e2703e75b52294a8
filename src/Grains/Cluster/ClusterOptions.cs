namespace ReplayGraph.Grains.Cluster;

/// <summary>What a graph asks of its cluster at once.</summary>
public sealed class ClusterOptions
{
    /// <summary>The most batches that are under way; others wait for their turn.</summary>
    public int IngestsInFlight { get; set; } = 16;
}
