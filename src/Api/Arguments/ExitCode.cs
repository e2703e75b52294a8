namespace ReplayGraph.Api.Arguments;

/// <summary>What the exit codes of a server mean.</summary>
public static class ExitCode
{
    /// <summary>Stopped as asked, or printed what was asked for.</summary>
    public const int Done = 0;

    /// <summary>Cannot start or serve; the error stream says why.</summary>
    public const int CannotServe = 1;

    /// <summary>The command line or the configuration has faults.</summary>
    public const int Usage = 2;
}
