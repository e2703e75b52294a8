using ReplayGraph.Links;

namespace ReplayGraph.Simulation.Checks;

/// <summary>The limits of what counts as evidence, in the hosts and in the oracle.</summary>
internal static class SimulatedEvidence
{
    /// <summary>So low that some traces become shared in the middle of a run.</summary>
    internal static EvidenceOptions Options { get; } = new() { SharedTraceReplays = 2 };
}
