namespace ReplayGraph.Cli.Running;

/// <summary>Exceptions that nobody foresaw.</summary>
internal static class InternalError
{
    /// <summary>The environment variable that asks for stack traces.</summary>
    internal const string DebugVariable = "REPLAYGRAPH_DEBUG";

    /// <summary>Says what happened in a line; with a stack trace only for those who ask for it.</summary>
    internal static void Write(TextWriter error, Exception fault)
    {
        error.WriteLine($"replaygraph: a fault of the program: {fault.GetType().Name}: {fault.Message}");
        error.WriteLine(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DebugVariable))
            ? $"Please report it, with what it prints when {DebugVariable}=1 is set."
            : fault.ToString());
    }
}
