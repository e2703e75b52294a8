using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>What a silo caches of one organization, for as long as the silo runs. Safe for concurrent use.</summary>
internal sealed class OrganizationCache(OrganizationId organization, INodeStore store)
{
    private volatile OrganizationReplica _facts = new(organization, store);

    /// <summary>Its rare facts.</summary>
    internal OrganizationReplica Facts => _facts;

    /// <summary>The rows of its replays.</summary>
    internal ReplayMemory Replays { get; } = new(organization, store);

    /// <summary>Clears the cache, because announcements may have been missed.</summary>
    internal void Forget()
    {
        _facts = new(organization, store);
        Replays.Forget();
    }
}
