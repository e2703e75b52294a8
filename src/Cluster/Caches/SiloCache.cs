using System.Collections.Concurrent;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// What a silo caches of data that many nodes read. It is never older than an answer, because every silo applies a change before its caller
/// is answered. Safe for concurrent use.
/// </summary>
public sealed class SiloCache
{
    /// <summary>Longer than any ingest takes: the notifications of an earlier write were delivered, or its caller got an error.</summary>
    internal static TimeSpan LongestIngest { get; } = TimeSpan.FromMinutes(10);

    // When a silo leaves, or is suspected, a node may have two activations until all silos agree on its location. The activation that
    // receives no writes falls behind. So for some minutes a state is verified against the store before use if its last verification is
    // older than a second.
    private static readonly TimeSpan _settling = TimeSpan.FromMinutes(3), _verifiedFor = TimeSpan.FromSeconds(1);

    private readonly INodeStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, OrganizationCache> _organizations = [];
    private int _epoch = 1;
    private long _requiredAt, _requiredTimestamp;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="store">The store behind it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">Guards reads of the cache; null: always held.</param>
    public SiloCache(INodeStore store, TimeProvider time, ILease? lease = null)
    {
        (_store, _time, Lease) = (store, time, lease ?? Leases.Lease.Endless);
        _requiredAt = Timestamp.From(time.GetUtcNow()).Milliseconds;
        _requiredTimestamp = time.GetTimestamp();
    }

    /// <summary>While it is held, the cache is not stale.</summary>
    public ILease Lease { get; }

    /// <summary>Grows when notifications may be lost: a node with an older epoch repeats all of its notifications.</summary>
    public int RedeliveryEpoch => Volatile.Read(ref _epoch);

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

    /// <summary>The current timestamp, for <see cref="NeedsVerification"/>.</summary>
    internal long GetTimestamp() => _time.GetTimestamp();

    /// <summary>Whether a state that was last verified at this timestamp must be compared with the store before use.</summary>
    internal bool NeedsVerification(long verifiedAt) =>
        _time.GetElapsedTime(Volatile.Read(ref _requiredTimestamp), verifiedAt) < _settling
        && _time.GetElapsedTime(verifiedAt) >= _verifiedFor;

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
    public async ValueTask<IOrganizationFacts> OrganizationAsync(OrganizationId organization, CancellationToken cancel = default)
    {
        Lease.Demand();
        return await Of(organization).Facts.ReadAsync(cancel);
    }

    /// <summary>The rows of replays, one for each id, in order; <see cref="ReplayRow.Unknown"/> for one that has none.</summary>
    public ValueTask<ReplayRow[]> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default)
    {
        Lease.Demand();
        return Of(organization).Replays.RowsAsync(ids, cancel);
    }

    /// <summary>Whether notifications of a write at this time may be lost.</summary>
    public bool MayBeUndelivered(Timestamp written)
    {
        long required = Volatile.Read(ref _requiredAt);
        return written != default && written.Milliseconds <= required && required < written.Plus(LongestIngest).Milliseconds;
    }

    /// <summary>Applies an announcement. Later reads of the cache are at least as new.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public ValueTask ApplyAsync(Announcement announcement, CancellationToken cancel = default)
    {
        if (announcement.RequiresRedelivery)
        {
            RequireRedelivery();
        }

        if (!_organizations.TryGetValue(announcement.Organization, out OrganizationCache? organization))
        {
            return default;
        }

        organization.Replays.Apply(announcement.Replays);
        return announcement.Version > 0 ? organization.Facts.CatchUpAsync(announcement.Version, cancel) : default;
    }

    /// <summary>Requires redelivery after a silo left or an ingest failed: notifications may be lost.</summary>
    public void RequireRedelivery()
    {
        Volatile.Write(ref _requiredAt, Timestamp.From(_time.GetUtcNow()).Milliseconds);
        Volatile.Write(ref _requiredTimestamp, _time.GetTimestamp());
        Interlocked.Increment(ref _epoch);
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
