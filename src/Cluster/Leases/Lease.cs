namespace ReplayGraph.Cluster.Leases;

/// <summary>Checks of a lease.</summary>
public static class Lease
{
    /// <summary>The lease of a single process, which no other can declare dead.</summary>
    public static ILease Endless { get; } = new EndlessLease();

    /// <summary>
    /// Throws unless the lease is held. Call it before a read of a node: the read is then at least as new as this call.
    /// </summary>
    /// <exception cref="GraphException">The lease is not held; transient.</exception>
    public static void Demand(this ILease lease)
    {
        if (!lease.IsHeld)
        {
            throw new GraphException("The lease of this silo has expired: other silos may have declared it dead.", isTransient: true);
        }
    }

    private sealed class EndlessLease : ILease
    {
        public bool IsHeld => true;

        public bool IsFresh => true;

        public ValueTask WaitUntilFreshAsync(CancellationToken cancel = default) => default;
    }
}
