using Orleans.Runtime;
using ReplayGraph.Api.Health;

namespace ReplayGraph.Silo.Health;

/// <summary>
/// How this process is, from what it knows already: a probe calls no grain and no database. It is ready when it is not stopping, its
/// silo is active among the others, and what it needs has answered lately.
/// </summary>
internal sealed class ClusterHealth(ISiloStatusOracle? silo, IEnumerable<Pulse> pulses, Drain drain) : IGraphHealth
{
    private readonly Pulse[] _pulses = [.. pulses];

    /// <inheritdoc/>
    public string? NotReady => drain.HasBegun ? "It is stopping."
        : silo is { CurrentStatus: not SiloStatus.Active and var status } ? $"The silo is {status}, not active."
        : Array.Find(_pulses, pulse => pulse.Lost is not null)?.Lost;

    /// <summary>Nothing: the server listens once the schema is up to date and the silo, or the way to one, is there.</summary>
    public string? NotStarted => null;
}
