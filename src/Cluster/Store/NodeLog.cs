namespace ReplayGraph.Cluster.Store;

/// <summary>A node as the store knows it.</summary>
/// <param name="Entries">What changed it, in order of version.</param>
/// <param name="Version">Its version.</param>
public sealed record NodeLog(IReadOnlyList<byte[]> Entries, NodeVersion Version);
