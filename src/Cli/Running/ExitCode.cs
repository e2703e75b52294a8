namespace ReplayGraph.Cli.Running;

/// <summary>What the program's exit codes mean.</summary>
internal static class ExitCode
{
    /// <summary>Done; what was asked for was found.</summary>
    internal const int Done = 0;

    /// <summary>Done, with a no: lines were refused, nothing was found, answers differ, a journal is damaged.</summary>
    internal const int No = 1;

    /// <summary>The command line, or a file named in it, cannot be understood.</summary>
    internal const int Usage = 2;

    /// <summary>The data folder or the server cannot be used.</summary>
    internal const int CannotUse = 3;

    /// <summary>Stopped by Ctrl-C; what shells say of it.</summary>
    internal const int Stopped = 130;
}
