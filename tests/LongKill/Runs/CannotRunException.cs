namespace ReplayGraph.LongKill.Runs;

/// <summary>The program cannot be run here; says why in one line.</summary>
public sealed class CannotRunException(string why) : Exception(why);
