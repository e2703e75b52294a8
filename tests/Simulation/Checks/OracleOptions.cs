using ReplayGraph.Links;

namespace ReplayGraph.Simulation.Checks;

/// <summary>What an oracle needs to answer as the hosts of a run do.</summary>
/// <param name="Time">A clock that shows when facts expire.</param>
/// <param name="Evidence">The limits of what counts as evidence.</param>
internal sealed record OracleOptions(TimeProvider Time, EvidenceOptions Evidence);
