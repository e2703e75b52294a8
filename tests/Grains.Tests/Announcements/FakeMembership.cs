using System.Collections.Immutable;
using System.Net;

namespace ReplayGraph.Grains.Tests.Announcements;

/// <summary>A membership controlled by a test.</summary>
internal sealed class FakeMembership : IClusterMembershipService
{
    private readonly Dictionary<SiloAddress, SiloStatus> _silos = [];

    /// <summary>Silos that were declared dead by a call.</summary>
    internal List<SiloAddress> Killed { get; } = [];

    public ClusterMembershipSnapshot CurrentSnapshot => new(
        _silos.ToImmutableDictionary(silo => silo.Key, silo => new ClusterMember(silo.Key, silo.Value, $"silo {silo.Key}")),
        new MembershipVersion(1));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException("These tests do not watch the membership.");

    /// <summary>Gets or sets the status of a silo, by its number.</summary>
    internal SiloStatus this[int silo]
    {
        set => _silos[Address(silo)] = value;
    }

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

    public Task<bool> TryKill(SiloAddress siloAddress)
    {
        Killed.Add(siloAddress);
        _silos[siloAddress] = SiloStatus.Dead;
        return Task.FromResult(true);
    }

    internal static SiloAddress Address(int silo) => SiloAddress.New(IPAddress.Loopback, 1000 + silo, 1);
}
