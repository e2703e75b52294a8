namespace ReplayGraph.Simulation.Faults;

/// <summary>A moment at which something went wrong: the how manieth at which it could have.</summary>
/// <param name="Fault">What.</param>
/// <param name="Number">From 0.</param>
public readonly record struct FaultPoint(Fault Fault, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fault}#{Number}";
}
