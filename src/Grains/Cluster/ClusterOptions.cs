namespace ReplayGraph.Grains.Cluster;

/// <summary>Limits on concurrent calls of a graph to its cluster.</summary>
public sealed class ClusterOptions
{
    /// <summary>Maximum number of batches in flight; further ones wait.</summary>
    public int IngestsInFlight { get; set; } = 16;
}
