namespace ReplayGraph.Bench.Importing;

/// <summary>The result of a command of the importing process.</summary>
/// <param name="Facts">Number of facts.</param>
/// <param name="Seconds">Duration; for an import, until the last fact was acknowledged.</param>
/// <param name="UntilClosed">Duration until the data folder was closed, with its snapshot written.</param>
/// <param name="Bytes">Managed bytes used by the graph.</param>
/// <param name="WorkingSet">Working set of the process, in bytes.</param>
/// <param name="Pauses">Total pause time of the garbage collector.</param>
/// <param name="Collections">Number of its collections.</param>
internal sealed record Measured(
    long Facts, double Seconds, double UntilClosed = 0, long Bytes = 0, long WorkingSet = 0, double Pauses = 0, int Collections = 0)
{
    internal double Rate => Facts / Seconds;
}
