using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What a silo caches of one organization, until it is evicted. After that it still answers, for callers that hold it, from what the store
/// has at the time of each read. Safe for concurrent use.
/// </summary>
internal sealed class OrganizationCache : ClockEntry
{
    /// <summary>The memory of an organization without replays and rare facts.</summary>
    internal const int Overhead = 3_000;

    private readonly OrganizationId _organization;
    private readonly INodeStore _store;
    private readonly EvictionClock _clock;
    private readonly Action<OrganizationCache> _evicted;
    private volatile OrganizationReplica _facts;
    private volatile bool _isClosed;

    /// <summary>An empty cache.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="store">The store behind it.</param>
    /// <param name="clock">The budget of the silo.</param>
    /// <param name="changes">The changes of replays that were announced to the silo.</param>
    /// <param name="evicted">Called when it is evicted; removes it, so that announcements do not reach it any more.</param>
    internal OrganizationCache(
        OrganizationId organization, INodeStore store, EvictionClock clock, ReplayChanges changes, Action<OrganizationCache> evicted)
    {
        (_organization, _store, _clock, _evicted) = (organization, store, clock, evicted);
        (Replays, Bytes) = (new(organization, store, clock, changes), Overhead);
        _facts = NewFacts();
    }

    /// <summary>The organization.</summary>
    internal OrganizationId Organization => _organization;

    /// <summary>Whether it was evicted. Announcements that do not reach it any more come later.</summary>
    internal bool IsClosed => _isClosed;

    /// <summary>Its rare facts.</summary>
    internal OrganizationReplica Facts => _facts;

    /// <summary>The rows of its replays.</summary>
    internal ReplayMemory Replays { get; }

    /// <summary>Clears the cache, because announcements may have been missed.</summary>
    internal void Forget()
    {
        _facts = NewFacts();
        _clock.Resize(this, Overhead);
        Replays.Forget();
    }

    internal override void Evict()
    {
        _isClosed = true;
        Replays.Close();
        _evicted(this);
    }

    private OrganizationReplica NewFacts() => new(_organization, _store, facts =>
    {
        _clock.Resize(this, Overhead + facts.Bytes);
        _clock.Shrink();
    });
}
