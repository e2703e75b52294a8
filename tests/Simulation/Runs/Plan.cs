using ReplayGraph.Conformance.Generation;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Which write order is simulated.</summary>
public enum HostKind
{
    /// <summary>The one-process host: a journal on a disk.</summary>
    Embedded,

    /// <summary>Silos over a database.</summary>
    Cluster,
}

/// <summary>What a simulation does: all of it follows from this.</summary>
/// <param name="Host">Which host.</param>
/// <param name="Seed">What everything is drawn from.</param>
public sealed record Plan(HostKind Host, int Seed)
{
    /// <summary>The faults that may happen; null: all that are drawn.</summary>
    public IReadOnlySet<FaultPoint>? Faults { get; init; }

    /// <summary>The facts of each organization; null: drawn.</summary>
    public IReadOnlyList<Deck>? Decks { get; init; }
}
