using System.Collections;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Mutants;

/// <summary>An <see cref="Simulation.Runs.Outcome"/> of a second load of the simulator, which has its own types.</summary>
internal sealed class MutantOutcome(object outcome)
{
    internal object Outcome => outcome;

    internal object Plan => Read<object>(outcome, nameof(Simulation.Runs.Outcome.Plan));

    /// <summary>The violated contract; null if none was.</summary>
    internal string? Failure => Read<string?>(outcome, nameof(Simulation.Runs.Outcome.Failure));

    /// <summary>The number of injected faults.</summary>
    internal int Faults => Read<ICollection>(outcome, nameof(Simulation.Runs.Outcome.Happened)).Count;

    /// <summary>The number of ingested facts.</summary>
    internal int Facts => Read<IEnumerable>(outcome, nameof(Simulation.Runs.Outcome.Decks)).Cast<object>()
        .Sum(deck => Read<ICollection>(deck, nameof(Deck.Facts)).Count);

    /// <summary>The number of steps.</summary>
    internal long Steps => Read<long>(outcome, nameof(Simulation.Runs.Outcome.Steps));

    private static T Read<T>(object from, string property) => (T)from.GetType().GetProperty(property)!.GetValue(from)!;
}
