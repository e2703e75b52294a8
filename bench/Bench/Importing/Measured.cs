namespace ReplayGraph.Bench.Importing;

/// <summary>What one command of the importing process came to.</summary>
/// <param name="Facts">How many facts.</param>
/// <param name="Seconds">How long it took; for an import until the last fact was acknowledged.</param>
/// <param name="UntilClosed">How long it took until the data folder was closed, its snapshot written.</param>
/// <param name="Bytes">Managed bytes that the graph takes.</param>
/// <param name="WorkingSet">Bytes of the process.</param>
/// <param name="Pauses">How long the garbage collector held the process up, in all.</param>
/// <param name="Collections">How often it did.</param>
internal sealed record Measured(
    long Facts, double Seconds, double UntilClosed = 0, long Bytes = 0, long WorkingSet = 0, double Pauses = 0, int Collections = 0)
{
    internal double Rate => Facts / Seconds;
}
