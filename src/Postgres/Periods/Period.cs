using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Postgres.Periods;

/// <summary>
/// Rows are partitioned by the period they were written in, and dropped with it. Versions in a period exceed all versions of earlier
/// periods, dropped ones included, so a version can only ever exist in one partition.
/// </summary>
internal static class Period
{
    /// <summary>The period of rows that never expire.</summary>
    internal const int Kept = 0;

    // A node must have fewer writes than this in one period.
    private const int VersionBits = 32;

    /// <summary>Every commit holds this lock shared until its end; starting a period takes it exclusively.</summary>
    internal const string LockShared = "SELECT pg_advisory_xact_lock_shared(1919382119, 1)";

    /// <inheritdoc cref="LockShared"/>
    internal const string LockExclusive = "SELECT pg_advisory_xact_lock(1919382119, 1)";

    /// <summary>Selects the latest period. It must be a separate statement after the lock, or it may return the previous period.</summary>
    internal const string Latest = "SELECT max(number) FROM replaygraph.periods";

    /// <summary>Whether nodes of this type never expire. Only organizations do not.</summary>
    internal static bool IsKept(NodeType type) => type == NodeType.Organization;

    /// <summary>The version of a node without entries in the period.</summary>
    internal static long FirstVersion(int period) => period <= 1 ? 0 : (long)(period - 1) << VersionBits;

    /// <summary>The period of a node's next entry.</summary>
    internal static int Of(NodeType type, int latest) => IsKept(type) ? Kept : latest;
}
