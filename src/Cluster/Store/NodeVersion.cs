namespace ReplayGraph.Cluster.Store;

/// <summary>What was read of a node: a write that was worked out from it loses if the node has another by then.</summary>
/// <param name="Number">The number of its latest entry. A node without entries may have a number too: numbers only grow, also across periods.</param>
/// <param name="Period">The store's period at that time. A write in a later period loses too: the order of versions holds within one.</param>
public readonly record struct NodeVersion(long Number, int Period);
