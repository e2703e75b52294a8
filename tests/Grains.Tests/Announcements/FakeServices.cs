using System.Collections.Concurrent;
using System.Net;
using ReplayGraph.Grains.Announcements;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Tests.Announcements;

/// <summary>The services of silos, by number: each hears, unless a test makes it fail.</summary>
internal sealed class FakeServices : IAnnouncementClient
{
    /// <summary>The silos that heard, in order.</summary>
    internal ConcurrentQueue<SiloAddress> Heard { get; } = [];

    /// <summary>Called before a silo hears.</summary>
    internal Action<SiloAddress> Hearing { get; set; } = _ => { };

    public IAnnouncementService Of(SiloAddress silo) => new Service(this, silo);

    private sealed class Service(FakeServices services, SiloAddress silo) : IAnnouncementService
    {
        public async ValueTask ReceiveAsync(Announcement announcement, CancellationToken cancel = default)
        {
            await Task.Yield();
            services.Hearing(silo);
            services.Heard.Enqueue(silo);
        }

        public ValueTask GreetAsync(SiloAddress newcomer, long membership, CancellationToken cancel = default) => default;
    }
}

/// <summary>Silo 0.</summary>
internal sealed class FakeSelf : ILocalSiloDetails
{
    public string Name => "silo 0";

    public string ClusterId => "test";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; } = FakeMembership.Address(0);

    public SiloAddress GatewayAddress => SiloAddress.New(IPAddress.Loopback, 2000, 1);
}
