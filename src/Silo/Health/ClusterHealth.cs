using ReplayGraph.Api.Health;
using ReplayGraph.Cluster.Leases;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// How this process is, from what it knows already: a probe calls no grain and no database. It is ready when it is not stopping, its
/// silo is active among the others and holds its lease, and what it needs has answered lately.
/// </summary>
internal sealed class ClusterHealth(ISiloStatusOracle? silo, ILease? lease, IEnumerable<Pulse> pulses, Drain drain) : IGraphHealth
{
    private readonly Pulse[] _pulses = [.. pulses];

    /// <inheritdoc/>
    public string? NotReady => drain.HasBegun ? "It is stopping."
        : silo is { CurrentStatus: not SiloStatus.Active and var status } ? $"The silo is {status}, not active."
        : lease is { IsHeld: false } ? "The silo's lease has run out: it answers nothing until the others count on it again."
        : Array.Find(_pulses, pulse => pulse.Lost is not null)?.Lost;

    /// <summary>Nothing: the server listens once the schema is up to date and the silo, or the way to one, is there.</summary>
    public string? NotStarted => null;
}
