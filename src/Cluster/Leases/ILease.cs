namespace ReplayGraph.Cluster.Leases;

/// <summary>
/// Whether this process may answer for its nodes. A process that was paused or partitioned may have been declared dead, with its nodes
/// activated elsewhere; its cache is then stale. While the lease is held, this cannot have happened.
/// </summary>
public interface ILease
{
    /// <summary>Whether it is held now.</summary>
    bool IsHeld { get; }
}
