namespace ReplayGraph.Cli.Running;

/// <summary>What the program's exit codes mean.</summary>
internal static class CliExitCode
{
    /// <summary>Done; what was asked for was found.</summary>
    internal const int Done = 0;

    /// <summary>Done, with a no: lines were refused, nothing was found, answers differ, a journal is damaged.</summary>
    internal const int No = 1;

    /// <summary>The command line, or a file named in it, cannot be understood.</summary>
    internal const int Usage = 2;

    /// <summary>The data folder or the server cannot be used.</summary>
    internal const int CannotUse = 3;

    /// <summary>A fault of the program itself: <c>EX_SOFTWARE</c> of <c>sysexits.h</c>.</summary>
    internal const int Fault = 70;

    /// <summary>Stopped by Ctrl-C; what shells say of it.</summary>
    internal const int Stopped = 130;

    /// <summary>For the help of a command: its own two, and those that it shares with others.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> Table(string done, string no) =>
    [
        (Done, done),
        (No, no),
        (Usage, "The command line, or a file that it names, is wrong."),
        (CannotUse, "The data folder or the server cannot be used."),
        (Stopped, "Stopped by Ctrl-C."),
    ];
}
