namespace ReplayGraph.Api.Health;

/// <summary>The health of a graph's host. A program registers it beside the graph.</summary>
public interface IGraphHealth
{
    /// <summary>Why the host is not ready: it is opening and cannot answer lookups, or it rejects writes. Null if it is ready.</summary>
    string? NotReady { get; }

    /// <summary>Why the host has not started yet; null, and null from then on, once it has.</summary>
    string? NotStarted { get; }
}
