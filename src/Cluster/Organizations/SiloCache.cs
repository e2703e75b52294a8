using System.Collections.Concurrent;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Organizations;

/// <summary>What one silo remembers. Safe for concurrent use.</summary>
public sealed class SiloCache : ISiloCache
{
    /// <summary>Longer than any ingest takes: what was written before that was heard, or its caller was told that it failed.</summary>
    internal static TimeSpan LongestIngest { get; } = TimeSpan.FromMinutes(10);

    // When a silo goes, or is thought to have gone, a node may live twice until all agree where it lives. The one of the two that
    // others do not write through is behind, and goes on so: until then, and once after, its memory counts only for so long.
    private static readonly TimeSpan _settling = TimeSpan.FromMinutes(3), _certain = TimeSpan.FromSeconds(1);

    private readonly INodeStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, OrganizationReplica> _organizations = [];
    private readonly ConcurrentDictionary<OrganizationId, ReplayMemory> _replays = [];
    private int _doubt = 1;
    private long _doubtedAt, _doubtedMoment;

    /// <summary>A silo that remembers nothing yet.</summary>
    /// <param name="store">What it remembers a part of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">By what it may be asked; null: always.</param>
    public SiloCache(INodeStore store, TimeProvider time, ILease? lease = null)
    {
        (_store, _time, Lease) = (store, time, lease ?? Leases.Lease.Endless);
        _doubtedAt = Timestamp.From(time.GetUtcNow()).Milliseconds;
        _doubtedMoment = time.GetTimestamp();
    }

    /// <summary>For as long as it is held, what is remembered is not of the past.</summary>
    public ILease Lease { get; }

    /// <summary>Grows when what was told to nodes may not have reached others: nodes then say again what they said.</summary>
    public int Doubt => Volatile.Read(ref _doubt);

    /// <summary>What it has told issues and transactions of late.</summary>
    internal SentMentions Told { get; } = new();

    /// <summary>Now, for <see cref="IsUncertain"/>.</summary>
    internal long Moment => _time.GetTimestamp();

    /// <summary>Whether what a node knows, and what was the store's at that moment, is to be compared with the store before it is used.</summary>
    internal bool IsUncertain(long moment) =>
        _time.GetElapsedTime(Volatile.Read(ref _doubtedMoment), moment) < _settling && _time.GetElapsedTime(moment) >= _certain;

    /// <summary>An organization's rare facts as the store has them now, also if this silo does not hear any more what every silo must.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    internal async ValueTask<IOrganizationFacts> LatestAsync(OrganizationId organization, CancellationToken cancel)
    {
        OrganizationReplica replica = ReplicaOf(organization);
        NodeVersion version = await _store.VersionAsync(Ids.NodeId.Of(organization), cancel);
        IOrganizationFacts facts = await replica.ReadAsync(cancel);
        await replica.HearAsync(version.Number, cancel);
        return facts;
    }

    /// <inheritdoc/>
    public async ValueTask<IOrganizationFacts> OrganizationAsync(OrganizationId organization, CancellationToken cancel = default)
    {
        Lease.Demand();
        return await ReplicaOf(organization).ReadAsync(cancel);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default)
    {
        Lease.Demand();
        return ReplaysOf(organization).RowsAsync(ids, cancel);
    }

    /// <summary>Grows when a row that is remembered changes.</summary>
    public long ReplaysVersion(OrganizationId organization) => ReplaysOf(organization).Version;

    /// <summary>Whether a node that wrote last at that time may have been cut short.</summary>
    public bool WasInDoubtAfter(Timestamp written)
    {
        long doubted = Volatile.Read(ref _doubtedAt);
        return written != default && written.Milliseconds <= doubted && doubted < written.Plus(LongestIngest).Milliseconds;
    }

    /// <summary>Takes an announcement in; what is asked after it returns is not older.</summary>
    /// <exception cref="GraphException">The store cannot be read now; transient.</exception>
    public ValueTask HearAsync(Announcement announcement, CancellationToken cancel = default)
    {
        if (announcement.IsDoubt)
        {
            DoubtAll();
        }

        if (announcement.Replays.Count > 0 && _replays.TryGetValue(announcement.Organization, out ReplayMemory? replays))
        {
            replays.Hear(announcement.Replays);
        }

        return announcement.Version > 0 && _organizations.TryGetValue(announcement.Organization, out OrganizationReplica? replica)
            ? replica.HearAsync(announcement.Version, cancel)
            : default;
    }

    /// <summary>A silo has gone, or an ingest failed: what was being done may have been done by half.</summary>
    public void DoubtAll()
    {
        Volatile.Write(ref _doubtedAt, Timestamp.From(_time.GetUtcNow()).Milliseconds);
        Volatile.Write(ref _doubtedMoment, _time.GetTimestamp());
        Interlocked.Increment(ref _doubt);
    }

    /// <summary>Forgets all: it is read anew when it is asked for. For when announcements may have been missed.</summary>
    public void Forget()
    {
        _organizations.Clear();
        foreach (ReplayMemory replays in _replays.Values)
        {
            replays.Forget();
        }
    }

    private OrganizationReplica ReplicaOf(OrganizationId organization) => _organizations.TryGetValue(organization, out OrganizationReplica? replica)
        ? replica
        : _organizations.GetOrAdd(organization, new OrganizationReplica(organization, _store));

    private ReplayMemory ReplaysOf(OrganizationId organization) => _replays.TryGetValue(organization, out ReplayMemory? replays)
        ? replays
        : _replays.GetOrAdd(organization, new ReplayMemory(organization, _store));
}
