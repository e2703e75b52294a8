using ReplayGraph.Conformance.Generation;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Runs;

/// <summary>What came of a simulation.</summary>
/// <param name="Plan">What was simulated.</param>
/// <param name="Failure">What was promised and not kept; null: all was.</param>
/// <param name="Happened">What went wrong meanwhile.</param>
/// <param name="Decks">The facts that were told.</param>
/// <param name="Steps">How many things happened.</param>
/// <param name="Simulated">How long it took in simulated time until all was told: then it waits for minutes, in which little happens.</param>
/// <param name="Verdicts">How many answers of each <see cref="Checks.Verdict"/> there were while facts came in.</param>
public sealed record Outcome(
    Plan Plan, string? Failure, IReadOnlyList<FaultPoint> Happened, IReadOnlyList<Deck> Decks, long Steps, TimeSpan Simulated,
    IReadOnlyList<int> Verdicts)
{
    /// <summary>Answers that were checked while facts came in.</summary>
    internal int Checked => Verdicts.Sum();
}
