using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Postgres.Periods;

/// <summary>
/// Periods: what is written goes into the partition of the latest one, and is forgotten with it. Versions within a period are greater
/// than all of earlier ones, whatever of those was forgotten, so looking for a version in one partition is looking for it in all.
/// </summary>
internal static class Period
{
    /// <summary>The period of what is never forgotten.</summary>
    internal const int Kept = 0;

    // A node has fewer writes than this in one period.
    private const int VersionBits = 32;

    /// <summary>A shared lock on this is held by each commit until its end, an exclusive one by whoever begins a period.</summary>
    internal const string LockShared = "SELECT pg_advisory_xact_lock_shared(1919382119, 1)";

    /// <inheritdoc cref="LockShared"/>
    internal const string LockExclusive = "SELECT pg_advisory_xact_lock(1919382119, 1)";

    /// <summary>The latest. To be asked for in a statement of its own after the lock was taken, or it is that of before.</summary>
    internal const string Latest = "SELECT max(number) FROM replaygraph.periods";

    /// <summary>The type of node that is never forgotten, and the only one.</summary>
    internal static bool IsKept(NodeType type) => type == NodeType.Organization;

    /// <summary>The version of a node that has no entry in that period.</summary>
    internal static long FirstVersion(int period) => period <= 1 ? 0 : (long)(period - 1) << VersionBits;

    /// <summary>The period that a node's next entry goes into.</summary>
    internal static int Of(NodeType type, int latest) => IsKept(type) ? Kept : latest;
}
