namespace ReplayGraph.Cluster.Store;

/// <summary>The log of a node.</summary>
/// <param name="Entries">The changes, in order of version.</param>
/// <param name="Version">The version of the node.</param>
public sealed record NodeLog(IReadOnlyList<byte[]> Entries, NodeVersion Version)
{
    /// <summary>The versions of the entries; null if they are consecutive up to <see cref="Version"/>.</summary>
    public IReadOnlyList<long>? Versions { get; init; }

    /// <summary>The version of an entry.</summary>
    public long VersionOf(int index) => Versions?[index] ?? Version.Number - Entries.Count + index + 1;
}
