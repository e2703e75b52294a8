namespace ReplayGraph.PostgresServer;

/// <summary>Where a program runs: this machine's loopback, or a network of its own.</summary>
/// <param name="Address">Where it listens, and is reached.</param>
/// <param name="Prefix">The command that starts another one there; empty: it is started as it is.</param>
public sealed record Place(string Address, IReadOnlyList<string> Prefix)
{
    /// <summary>The loopback.</summary>
    public static Place Loopback { get; } = new("127.0.0.1", []);
}
