namespace ReplayGraph.Cluster.Leases;

/// <summary>
/// Whether this process may speak for its nodes. A process that was paused, or cut off from the others, may have been declared dead, and
/// its nodes live elsewhere; what it remembers is then of the past. Only for as long as the lease is held nobody may have done so.
/// </summary>
public interface ILease
{
    /// <summary>Whether it is held at this moment.</summary>
    bool IsHeld { get; }
}
