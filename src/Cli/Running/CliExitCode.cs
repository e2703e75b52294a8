namespace ReplayGraph.Cli.Running;

/// <summary>The exit codes of the command line.</summary>
internal static class CliExitCode
{
    /// <summary>Done, and found what was asked for.</summary>
    internal const int Done = 0;

    /// <summary>Done, but lines were rejected, nothing was found, answers differ, or a journal is damaged.</summary>
    internal const int No = 1;

    /// <summary>The command line, or a file that it names, is invalid.</summary>
    internal const int Usage = 2;

    /// <summary>The data folder or the server cannot be used.</summary>
    internal const int CannotUse = 3;

    /// <summary>An internal error: <c>EX_SOFTWARE</c> of <c>sysexits.h</c>.</summary>
    internal const int InternalError = 70;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT.</summary>
    internal const int Stopped = 130;

    /// <summary>The table for a command's help: its own two codes and the shared ones.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> Table(string done, string no) =>
    [
        (Done, done),
        (No, no),
        (Usage, "The command line, or a file that it names, is invalid."),
        (CannotUse, "The data folder or the server cannot be used."),
        (Stopped, "Stopped by Ctrl-C."),
    ];
}
