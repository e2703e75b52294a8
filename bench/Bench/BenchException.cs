namespace ReplayGraph.Bench;

/// <summary>A measurement failed; the message says which one and why.</summary>
internal sealed class BenchException(string message) : Exception(message);
