using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster;

/// <summary>What all nodes of a silo work with.</summary>
/// <param name="Store">Where they keep what they know.</param>
/// <param name="Cache">What the silo remembers.</param>
/// <param name="Time">The clock.</param>
/// <param name="Retention">How long what does not say it itself is kept.</param>
public sealed record NodeContext(INodeStore Store, SiloCache Cache, TimeProvider Time, TimeSpan Retention)
{
    /// <summary>How many small entries at the end of a log are merged into one: with fewer, a load is no slower.</summary>
    internal int CompactAt { get; init; } = 64;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());

    internal Expiry Expiry => new(Now, Retention);
}
