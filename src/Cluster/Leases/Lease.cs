namespace ReplayGraph.Cluster.Leases;

/// <summary>What nodes ask of a lease.</summary>
public static class Lease
{
    /// <summary>The lease of a process that is alone: nobody can declare it dead.</summary>
    public static ILease Endless { get; } = new EndlessLease();

    /// <summary>Lets pass who holds it. To be asked before memory is read: what is read then is not older than this.</summary>
    /// <exception cref="GraphException">It is not held; transient.</exception>
    public static void Demand(this ILease lease)
    {
        if (!lease.IsHeld)
        {
            throw new GraphException("this silo does not know whether the others still count on it", isTransient: true);
        }
    }

    private sealed class EndlessLease : ILease
    {
        public bool IsHeld => true;
    }
}
