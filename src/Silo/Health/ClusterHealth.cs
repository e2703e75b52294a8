using ReplayGraph.Api.Health;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// The health of this process, from what it already knows: a probe calls no grain and no database. The process is ready while it is not
/// stopping, its silo is active and holds its lease, and its dependencies have answered recently. With a spool that accepts facts it is
/// ready without lease and dependencies too: otherwise a load balancer would turn SDKs away, which do not come back.
/// </summary>
internal sealed class ClusterHealth(
    ISiloStatusOracle? silo, ILease? lease, IEnumerable<Pulse> pulses, Drain drain, Spool? spool = null) : IGraphHealth
{
    private readonly Pulse[] _pulses = [.. pulses];

    public string? NotReady => drain.HasStarted ? "The process is stopping."
        : silo is { CurrentStatus: not SiloStatus.Active and var status } ? $"The silo is {status}, not active."
        : spool is { Refusing: null } ? null
        : lease is { IsHeld: false } ? "The silo's lease has expired: it answers nothing until the lease is renewed."
        : Array.Find(_pulses, pulse => pulse.Lost is not null)?.Lost;

    /// <summary>Always null: the server only listens once the silo has started, or the front-end is connected.</summary>
    public string? NotStarted => null;
}
