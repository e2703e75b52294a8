namespace ReplayGraph.Simulation.Checks;

/// <summary>A violated contract.</summary>
public sealed class SimulationFailure(string message) : Exception(message);
