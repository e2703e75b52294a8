using System.Collections;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Mutants;

/// <summary>An <see cref="Simulation.Runs.Outcome"/> of another loading of the simulator, whose types are not these.</summary>
internal sealed class MutantOutcome(object outcome)
{
    internal object Outcome => outcome;

    internal object Plan => Read<object>(outcome, nameof(Simulation.Runs.Outcome.Plan));

    /// <summary>What was promised and not kept; null: all was.</summary>
    internal string? Failure => Read<string?>(outcome, nameof(Simulation.Runs.Outcome.Failure));

    /// <summary>How many faults happened.</summary>
    internal int Faults => Read<ICollection>(outcome, nameof(Simulation.Runs.Outcome.Happened)).Count;

    /// <summary>How many facts were told.</summary>
    internal int Facts => Read<IEnumerable>(outcome, nameof(Simulation.Runs.Outcome.Decks)).Cast<object>()
        .Sum(deck => Read<ICollection>(deck, nameof(Deck.Facts)).Count);

    /// <summary>How many things happened.</summary>
    internal long Steps => Read<long>(outcome, nameof(Simulation.Runs.Outcome.Steps));

    private static T Read<T>(object from, string property) => (T)from.GetType().GetProperty(property)!.GetValue(from)!;
}
