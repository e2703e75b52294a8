namespace ReplayGraph.Simulation.Checks;

/// <summary>Something that was promised was not kept.</summary>
public sealed class SimulationFailure(string message) : Exception(message);
