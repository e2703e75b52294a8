using System.Collections.Concurrent;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What a silo caches of data that many nodes read. It is never older than an answer, because every silo applies a change before its caller
/// is answered, or loses its fresh lease and reads from it no longer. Safe for concurrent use.
/// </summary>
public sealed class SiloCache
{
    /// <summary>The capacity unless another one is chosen.</summary>
    public const long DefaultCapacity = 512L << 20;

    private readonly INodeStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, OrganizationCache> _organizations = [];
    private readonly EvictionClock _clock;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="store">The store behind it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">Guards reads of the cache; null: always held.</param>
    /// <param name="capacity">The memory for replays and rare facts of all organizations, in bytes, by an estimate.</param>
    public SiloCache(INodeStore store, TimeProvider time, ILease? lease = null, long capacity = DefaultCapacity)
    {
        _clock = new(capacity);
        (_store, _time, Lease, Redelivery) = (store, time, lease ?? Leases.Lease.Endless, new(time));
    }

    /// <summary>While it is fresh, the cache is not stale.</summary>
    public ILease Lease { get; }

    /// <summary>The nodes whose notifications may be lost.</summary>
    public Redelivery Redelivery { get; }

    /// <summary>The pages that nodes of the silo cache.</summary>
    public CurrentPages Pages { get; } = new();

    /// <summary>The changes of replays that were announced to the silo, for the pages that show them.</summary>
    internal ReplayChanges Changes { get; } = new();

    /// <summary>The memory that the replays and rare facts take, in bytes, by an estimate.</summary>
    public long Bytes => _clock.Bytes;

    /// <summary>The most memory that they may take.</summary>
    public long Capacity => _clock.Capacity;

    /// <summary>The number of replays and organizations that were evicted so far, to stay within it.</summary>
    public long Evictions => _clock.Evictions;

    /// <summary>The mentions that the silo recently sent to issues and transactions.</summary>
    internal SentMentions SentMentions { get; } = new();

    /// <summary>The titles that the silo recently sent to the store.</summary>
    internal SentTitles SentTitles { get; } = new();

    /// <summary>What is cached of an organization; reads of it require the <see cref="Lease"/>.</summary>
    internal OrganizationCache Of(OrganizationId organization)
    {
        OrganizationCache cache = _organizations.TryGetValue(organization, out OrganizationCache? known) ? known : Add(organization);
        cache.Use();
        return cache;
    }

    /// <summary>Adds memory outside the cache to what counts against its capacity; a negative number takes it off.</summary>
    internal void Charge(long bytes)
    {
        _clock.Charge(bytes);
        _clock.Shrink();
    }

    /// <summary>The current timestamp, of a verification.</summary>
    internal long GetTimestamp() => _time.GetTimestamp();

    /// <summary>An organization's rare facts as the store has them now, even if this silo no longer receives announcements.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<IOrganizationFacts> LatestAsync(OrganizationId organization, CancellationToken cancel)
    {
        OrganizationReplica replica = Of(organization).Facts;
        NodeVersion version = await _store.VersionAsync(Ids.NodeId.Of(organization), cancel);
        IOrganizationFacts facts = await replica.ReadAsync(cancel);
        await replica.CatchUpAsync(version.Number, cancel);
        return facts;
    }

    /// <summary>An organization's rare facts. The returned object changes later.</summary>
    public ValueTask<IOrganizationFacts> OrganizationAsync(OrganizationId organization, CancellationToken cancel = default)
    {
        return Lease.IsFresh ? Of(organization).Facts.ReadAsync(cancel) : RenewedAsync();

        async ValueTask<IOrganizationFacts> RenewedAsync()
        {
            await Lease.WaitUntilFreshAsync(cancel);
            return await Of(organization).Facts.ReadAsync(cancel);
        }
    }

    /// <summary>The rows of replays, one for each id, in order; <see cref="ReplayRow.Unknown"/> for one that has none.</summary>
    public ValueTask<ReplayRow[]> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default)
    {
        return Lease.IsFresh ? Of(organization).Replays.RowsAsync(ids, cancel) : RenewedAsync();

        async ValueTask<ReplayRow[]> RenewedAsync()
        {
            await Lease.WaitUntilFreshAsync(cancel);
            return await Of(organization).Replays.RowsAsync(ids, cancel);
        }
    }

    /// <summary>Applies an announcement. Later reads of the cache are at least as new.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public ValueTask ApplyAsync(Announcement announcement, CancellationToken cancel = default)
    {
        if (announcement.RequiresRedelivery)
        {
            Redelivery.Require(announcement.Redelivering);
        }

        if (!_organizations.TryGetValue(announcement.Organization, out OrganizationCache? organization))
        {
            foreach (ReplayRow row in announcement.Replays)
            {
                Changes.Add(row.Id);
            }

            return default;
        }

        organization.Replays.Apply(announcement.Replays);
        return announcement.Version > 0 ? organization.Facts.CatchUpAsync(announcement.Version, cancel) : default;
    }

    /// <summary>Clears the cache and requires redelivery, because the silo's lease was revoked: it has missed announcements.</summary>
    public void Recover()
    {
        Redelivery.Require();
        Forget();
    }

    /// <summary>Clears the cache, because announcements may have been missed.</summary>
    public void Forget()
    {
        foreach (OrganizationCache organization in _organizations.Values)
        {
            organization.Forget();
        }

        Changes.AddAll();
    }

    private OrganizationCache Add(OrganizationId organization)
    {
        var created = new OrganizationCache(
            organization, _store, _clock, Changes, evicted => _organizations.TryRemove(new(evicted.Organization, evicted)));
        OrganizationCache cache = _organizations.GetOrAdd(organization, created);
        if (cache == created)
        {
            _clock.Add([created]);
            _clock.Shrink();
        }

        return cache;
    }
}
