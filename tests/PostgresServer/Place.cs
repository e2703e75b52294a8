namespace ReplayGraph.PostgresServer;

/// <summary>The network that a program runs in: this machine's loopback, or a separate network.</summary>
/// <param name="Address">The address to listen on and to connect to.</param>
/// <param name="Prefix">The command that starts another command in this network; empty if none is needed.</param>
public sealed record Place(string Address, IReadOnlyList<string> Prefix)
{
    /// <summary>The loopback.</summary>
    public static Place Loopback { get; } = new("127.0.0.1", []);
}
