namespace ReplayGraph.Cluster.Store;

/// <summary>A node as the store knows it.</summary>
/// <param name="Entries">What changed it, in order of version.</param>
/// <param name="Version">Its version.</param>
public sealed record NodeLog(IReadOnlyList<byte[]> Entries, NodeVersion Version)
{
    /// <summary>The versions of the entries; null if none is missing between them and <see cref="Version"/>.</summary>
    public IReadOnlyList<long>? Versions { get; init; }

    /// <summary>The version of an entry.</summary>
    public long VersionOf(int index) => Versions?[index] ?? Version.Number - Entries.Count + index + 1;
}
