namespace ReplayGraph.Cluster.Leases;

/// <summary>Revokes the leases of other silos.</summary>
/// <typeparam name="TSilo">The address of a silo.</typeparam>
public interface IRevocations<in TSilo>
{
    /// <summary>
    /// Lets a silo's cache expire. Returns true when the silo cannot answer from what it has cached until now; false if it is dead, or has no
    /// lease that could end.
    /// </summary>
    /// <exception cref="Exception">It is not known whether the cache will expire.</exception>
    ValueTask<bool> TryRevokeAsync(TSilo silo);
}
