namespace ReplayGraph.Chaos.Servers;

/// <summary>An unexpected end of a process.</summary>
/// <param name="Name">The server.</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Said">The last lines of output.</param>
public sealed record ProcessEnd(string Name, int ExitCode, IReadOnlyList<string> Said)
{
    /// <summary>The reason.</summary>
    public EndReason Reason =>
        Said.Any(line => line.Contains("I have been told I am dead", StringComparison.Ordinal)) ? EndReason.DeclaredDead
        : Said.Any(line => line.StartsWith("Cannot ", StringComparison.Ordinal)) ? EndReason.CouldNotStart
        : EndReason.Unknown;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ended unexpectedly, exit code {ExitCode}: {Reason}";
}

/// <summary>Why a process ended unexpectedly.</summary>
public enum EndReason
{
    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>Other silos had declared it dead.</summary>
    DeclaredDead,

    /// <summary>It could not start: a dependency was unavailable.</summary>
    CouldNotStart,
}
