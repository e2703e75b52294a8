namespace ReplayGraph.Cli.Running;

internal static class InternalError
{
    /// <summary>The environment variable that enables stack traces.</summary>
    internal const string DebugVariable = "REPLAYGRAPH_DEBUG";

    /// <summary>Writes the exception in one line, with a stack trace only if enabled.</summary>
    internal static void Write(TextWriter error, Exception fault)
    {
        error.WriteLine($"replaygraph: internal error: {fault.GetType().Name}: {fault.Message}");
        error.WriteLine(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DebugVariable))
            ? $"Please report it, with the output of a run with {DebugVariable}=1."
            : fault.ToString());
    }
}
