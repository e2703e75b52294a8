using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Clients;

/// <summary>A batch that a client sends.</summary>
internal sealed class Tale(int number, OrganizationId organization, IReadOnlyList<IFact> facts)
{
    internal OrganizationId Organization => organization;

    internal IReadOnlyList<IFact> Facts => facts;

    internal FactBatch Batch { get; } = Batches.Of(facts);

    /// <summary>The number of batches acknowledged before it was sent.</summary>
    internal int Since { get; set; }

    /// <summary>The facts, one on each line.</summary>
    internal string InFull => $"batch {number} of {organization}:\n{Deck.Describe(facts)}";

    /// <inheritdoc/>
    public override string ToString() => $"batch {number} of {organization} ({string.Join(", ", facts.Select(fact => fact.Kind))})";
}
