using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Messages;

/// <summary>What every silo is told before a caller is answered, so that what silos remember is never older than an answer.</summary>
public sealed record Announcement(OrganizationId Organization)
{
    /// <summary>Replays whose rows changed.</summary>
    public IReadOnlyList<ReplayRow> Replays { get; init; } = [];

    /// <summary>The version of the organization's node, if it changed; 0: it did not.</summary>
    public long Version { get; init; }

    /// <summary>True if an ingest failed half-way: what was told to nodes before may not have reached others.</summary>
    public bool IsDoubt { get; init; }
}
