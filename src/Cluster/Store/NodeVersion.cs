namespace ReplayGraph.Cluster.Store;

/// <summary>
/// The version of a node, for optimistic concurrency: a write conflicts if the node no longer has the version that was read.
/// </summary>
/// <param name="Number">
/// The number of its latest entry. Numbers only grow, also across periods, so a node without entries may have one.
/// </param>
/// <param name="Period">
/// The store's period at that time. A write in a later period conflicts too, because versions are only ordered within a period.
/// </param>
public readonly record struct NodeVersion(long Number, int Period);
