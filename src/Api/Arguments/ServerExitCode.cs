namespace ReplayGraph.Api.Arguments;

/// <summary>The exit codes of a server.</summary>
public static class ServerExitCode
{
    /// <summary>Stopped on request, or printed what was asked for.</summary>
    public const int Done = 0;

    /// <summary>Cannot start or serve; the reason is on the error stream.</summary>
    public const int CannotServe = 1;

    /// <summary>The command line or the configuration is invalid.</summary>
    public const int Usage = 2;
}
