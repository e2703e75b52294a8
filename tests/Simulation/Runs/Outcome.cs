using ReplayGraph.Conformance.Generation;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Runs;

/// <summary>The result of a simulation.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Failure">The violated contract; null if none was.</param>
/// <param name="Happened">The injected faults.</param>
/// <param name="Decks">The ingested facts.</param>
/// <param name="Steps">The number of work items that ran.</param>
/// <param name="Simulated">The simulated time until all facts were ingested. The quiet minutes after that do not count.</param>
/// <param name="Verdicts">The number of answers of each <see cref="Checks.Verdict"/> during ingest.</param>
public sealed record Outcome(
    Plan Plan, string? Failure, IReadOnlyList<FaultPoint> Happened, IReadOnlyList<Deck> Decks, long Steps, TimeSpan Simulated,
    IReadOnlyList<int> Verdicts)
{
    /// <summary>The number of answers checked during ingest.</summary>
    internal int Checked => Verdicts.Sum();
}
