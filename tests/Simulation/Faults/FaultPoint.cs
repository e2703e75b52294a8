namespace ReplayGraph.Simulation.Faults;

/// <summary>A point at which a fault was injected.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Number">The index, from 0, among the points at which this fault was possible.</param>
public readonly record struct FaultPoint(Fault Fault, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fault}#{Number}";
}
