using System.Collections.Concurrent;
using System.Net;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Announcements;

namespace ReplayGraph.Grains.Tests.Announcements;

/// <summary>The announcement services of silos: each accepts announcements unless a test makes it fail.</summary>
internal sealed class FakeServices : IAnnouncementClient
{
    /// <summary>The silos that accepted an announcement, in order.</summary>
    internal ConcurrentQueue<SiloAddress> Accepted { get; } = [];

    /// <summary>Called before a silo accepts an announcement.</summary>
    internal Action<SiloAddress> Accepting { get; set; } = _ => { };

    public IAnnouncementService Of(SiloAddress silo) => new Service(this, silo);

    private sealed class Service(FakeServices services, SiloAddress silo) : IAnnouncementService
    {
        public async ValueTask ReceiveAsync(Announcement announcement, CancellationToken cancel = default)
        {
            await Task.Yield();
            services.Accepting(silo);
            services.Accepted.Enqueue(silo);
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
