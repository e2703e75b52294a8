using System.Diagnostics;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>The program under a shell, on a pseudo terminal or in a pipe. Linux only: <c>script</c> has other options elsewhere.</summary>
internal static class Terminal
{
    internal static readonly string Program = $"dotnet {Path.Combine(AppContext.BaseDirectory, "replaygraph.dll")}";

    /// <summary>Runs a command line of <c>sh</c> on a terminal; all that appears there.</summary>
    internal static Task<string> ShowAsync(string line, params (string Name, string Value)[] environment) =>
        RunAsync("script", ["-qec", line, "/dev/null"], environment);

    /// <summary>Runs a command line of <c>bash</c> without a terminal; both of its streams.</summary>
    internal static Task<string> PipeAsync(string line) => RunAsync("bash", ["-c", $"exec 2>&1; {line}"], []);

    private static async Task<string> RunAsync(string program, string[] args, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string shown = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return shown;
    }
}
