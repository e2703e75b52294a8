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
    private readonly INodeStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, OrganizationCache> _organizations = [];

    /// <summary>Creates an empty cache.</summary>
    /// <param name="store">The store behind it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">Guards reads of the cache; null: always held.</param>
    public SiloCache(INodeStore store, TimeProvider time, ILease? lease = null)
    {
        (_store, _time, Lease, Redelivery) = (store, time, lease ?? Leases.Lease.Endless, new(time));
    }

    /// <summary>While it is fresh, the cache is not stale.</summary>
    public ILease Lease { get; }

    /// <summary>The nodes whose notifications may be lost.</summary>
    public Redelivery Redelivery { get; }

    /// <summary>The pages that nodes of the silo cache.</summary>
    public CurrentPages Pages { get; } = new();

    /// <summary>The mentions that the silo recently sent to issues and transactions.</summary>
    internal SentMentions SentMentions { get; } = new();

    /// <summary>The titles that the silo recently sent to the store.</summary>
    internal SentTitles SentTitles { get; } = new();

    /// <summary>What is cached of an organization; reads of it require the <see cref="Lease"/>.</summary>
    internal OrganizationCache Of(OrganizationId organization) => _organizations.TryGetValue(organization, out OrganizationCache? cache)
        ? cache
        : _organizations.GetOrAdd(organization, new OrganizationCache(organization, _store));

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
    }
}
