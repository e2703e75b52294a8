using Microsoft.Extensions.Options;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Announcements;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Announcements;

/// <summary>Sends announcements to every silo of the cluster.</summary>
internal sealed class GrainAnnouncer : ISilos<SiloAddress>
{
    private readonly Audience _audience;
    private readonly IAnnouncementClient _services;
    private readonly SiloAddress _self;
    private readonly TimeProvider _time;
    private readonly IRevocations<SiloAddress>? _revocations;
    private readonly Announcer<SiloAddress> _announcer;

    public GrainAnnouncer(
        NodeContext context, Audience audience, IAnnouncementClient services, ILocalSiloDetails self, TimeProvider time,
        IOptions<CallOptions> options, IRevocations<SiloAddress>? revocations = null)
    {
        (_audience, _services, _self, _time, _revocations) = (audience, services, self.SiloAddress, time, revocations);
        _announcer = new(context.Cache, this, time, options.Value);
    }

    IEnumerable<SiloAddress> ISilos<SiloAddress>.Others => _audience.Silos.Where(silo => !silo.Equals(_self));

    bool ISilos<SiloAddress>.MustReceive(SiloAddress silo) => _audience.MustReceive(silo);

    ValueTask ISilos<SiloAddress>.SendAsync(SiloAddress silo, Announcement announcement) => _services.Of(silo).ReceiveAsync(announcement);

    ValueTask<bool> IRevocations<SiloAddress>.TryRevokeAsync(SiloAddress silo) => _revocations?.TryRevokeAsync(silo) ?? new(false);

    ValueTask ISilos<SiloAddress>.GiveUpAsync(SiloAddress silo) => _audience.GiveUpAsync(silo);

    /// <inheritdoc cref="Announcer{TSilo}.AnnounceAsync"/>
    internal async ValueTask AnnounceAsync(Announcement announcement, CancellationToken cancel)
    {
        long begun = _time.GetTimestamp();
        await _announcer.AnnounceAsync(announcement, cancel);
        GrainMeters.Announced(_time.GetElapsedTime(begun));
    }
}
