namespace ReplayGraph.Spooling;

/// <summary>The graph is away and the spool has no room: the facts are not accepted.</summary>
public sealed class SpoolFullException()
    : Exception("The graph is away, and the spool of this server is full.");
