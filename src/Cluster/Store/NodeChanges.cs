using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Store;

/// <summary>What was committed after a mark.</summary>
/// <param name="Mark">Up to where this reads.</param>
/// <param name="Nodes">Each node that was written to after the mark, and maybe others; null: everything may have changed.</param>
public sealed record NodeChanges(StoreMark Mark, IReadOnlyList<NodeId>? Nodes);

/// <summary>Which commits of a store a reader has seen, in the store's own notation.</summary>
public readonly record struct StoreMark(string Value);
