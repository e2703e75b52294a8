using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster;

/// <summary>The services and settings of the nodes of a silo.</summary>
/// <param name="Store">The store of the nodes.</param>
/// <param name="Cache">The cache of the silo.</param>
/// <param name="Time">The clock.</param>
/// <param name="Retention">The retention of facts without their own.</param>
public sealed record NodeContext(INodeStore Store, SiloCache Cache, TimeProvider Time, TimeSpan Retention)
{
    /// <summary>The limits of what counts as evidence.</summary>
    public EvidenceOptions Evidence { get; init; } = EvidenceOptions.Default;

    /// <summary>The number of the silo, which the tags of its pages carry; 0: none.</summary>
    public int SiloNumber { get; init; }

    /// <summary>The number of small entries at the end of a log that are merged into one. Fewer do not slow down a load.</summary>
    internal int CompactAt { get; init; } = 64;

    /// <summary>The number of links from which an issue or a transaction drops expired ones from memory. Fewer take little.</summary>
    internal int DropExpiredAt { get; init; } = 1_000;

    /// <summary>The number of events from which a count of everything asks only about those that it may have met. Fewer are not worth the memory.</summary>
    internal int CoverageFilterAt { get; init; } = 20_000;

    /// <summary>The number of traces that are read together for the latest events of an outcome.</summary>
    internal int ExamplesAtOnce { get; init; } = 100;

    /// <summary>The number of links of a merged issue above which they are ranked outside of its scheduler. Fewer take some milliseconds.</summary>
    internal int RankElsewhereAbove { get; init; } = 10_000;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());

    internal Expiry Expiry => new(Now, Retention);
}
