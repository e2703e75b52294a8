namespace ReplayGraph.LongKill.Runs;

/// <summary>The program cannot run here. The message states the reason in one line.</summary>
public sealed class CannotRunException(string why) : Exception(why);
