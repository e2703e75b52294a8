using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Messages;

/// <summary>Sent to every silo before a caller is answered, so that no silo's cache is older than an answer.</summary>
public sealed record Announcement(OrganizationId Organization)
{
    /// <summary>Replays whose rows changed.</summary>
    public IReadOnlyList<ReplayRow> Replays { get; init; } = [];

    /// <summary>The version of the organization's node, if it changed; 0: it did not.</summary>
    public long Version { get; init; }

    /// <summary>True if an ingest failed half-way: notifications of earlier writes may be lost.</summary>
    public bool RequiresRedelivery { get; init; }

    /// <summary>The nodes whose notifications may be lost. Empty means all of them.</summary>
    public IReadOnlyList<NodeId> Redelivering { get; init; } = [];
}
