namespace ReplayGraph.Cluster.Leases;

/// <summary>
/// What this process may answer. A process that was paused or partitioned may have been declared dead, with its nodes activated elsewhere, or
/// may have missed announcements. While it holds its lease, the first cannot have happened; while the lease is fresh, neither can.
/// </summary>
public interface ILease
{
    /// <summary>Whether the process may answer for its nodes.</summary>
    bool IsHeld { get; }

    /// <summary>
    /// Whether it may also answer from what it caches of other processes' nodes: every change that it missed was acknowledged after this
    /// became false.
    /// </summary>
    bool IsFresh { get; }

    /// <summary>Waits until the lease is fresh.</summary>
    /// <exception cref="GraphException">It was not renewed in time; transient.</exception>
    ValueTask WaitUntilFreshAsync(CancellationToken cancel = default);
}
