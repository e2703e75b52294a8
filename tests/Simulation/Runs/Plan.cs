using ReplayGraph.Conformance.Generation;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Runs;

/// <summary>The simulated host.</summary>
public enum HostKind
{
    /// <summary>The embedded host: one process with a journal on a disk.</summary>
    Embedded,

    /// <summary>The cluster: silos over a database.</summary>
    Cluster,

    /// <summary>The cluster behind a front-end that spools what SDKs send while it is away.</summary>
    Spool,
}

/// <summary>The input that determines a simulation.</summary>
/// <param name="Host">The host.</param>
/// <param name="Seed">The seed of all draws.</param>
public sealed record Plan(HostKind Host, int Seed)
{
    /// <summary>The only faults to inject; null: all that are drawn.</summary>
    public IReadOnlySet<FaultPoint>? Faults { get; init; }

    /// <summary>The facts of each organization; null: they are drawn.</summary>
    public IReadOnlyList<Deck>? Decks { get; init; }
}
