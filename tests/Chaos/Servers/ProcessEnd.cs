namespace ReplayGraph.Chaos.Servers;

/// <summary>A process that ended though nobody had ended it.</summary>
/// <param name="Name">Which.</param>
/// <param name="ExitCode">With what.</param>
/// <param name="Said">The last lines that it said.</param>
public sealed record ProcessEnd(string Name, int ExitCode, IReadOnlyList<string> Said)
{
    /// <summary>Why, in a word.</summary>
    public EndReason Reason =>
        Said.Any(line => line.Contains("I have been told I am dead", StringComparison.Ordinal)) ? EndReason.DeclaredDead
        : Said.Any(line => line.StartsWith("Cannot ", StringComparison.Ordinal)) ? EndReason.CouldNotStart
        : EndReason.Unknown;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ended by itself, exit code {ExitCode}: {Reason}";
}

/// <summary>Why a process ended by itself.</summary>
public enum EndReason
{
    /// <summary>It did not say.</summary>
    Unknown,

    /// <summary>The others had declared it dead.</summary>
    DeclaredDead,

    /// <summary>It could not start: something that it needs was away.</summary>
    CouldNotStart,
}
