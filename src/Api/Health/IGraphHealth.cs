namespace ReplayGraph.Api.Health;

/// <summary>Whether a host can do its work now. A program puts one into its services beside the graph.</summary>
public interface IGraphHealth
{
    /// <summary>Why it can not: it is being opened, it refuses writes; null if all is well.</summary>
    string? NotReady { get; }

    /// <summary>Why it has not begun yet; null once it has, for good.</summary>
    string? NotStarted { get; }
}
