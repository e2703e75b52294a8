using ReplayGraph.Api.Health;
using ReplayGraph.Cluster.Leases;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// The health of this process, from what it already knows: a probe calls no grain and no database. The process is ready while it is not
/// stopping, its silo is active and holds its lease, and its dependencies have answered recently.
/// </summary>
internal sealed class ClusterHealth(ISiloStatusOracle? silo, ILease? lease, IEnumerable<Pulse> pulses, Drain drain) : IGraphHealth
{
    private readonly Pulse[] _pulses = [.. pulses];

    public string? NotReady => drain.HasStarted ? "The process is stopping."
        : silo is { CurrentStatus: not SiloStatus.Active and var status } ? $"The silo is {status}, not active."
        : lease is { IsHeld: false } ? "The silo's lease has expired: it answers nothing until the lease is renewed."
        : Array.Find(_pulses, pulse => pulse.Lost is not null)?.Lost;

    /// <summary>Always null: the server only listens once the silo has started, or the front-end is connected.</summary>
    public string? NotStarted => null;
}
