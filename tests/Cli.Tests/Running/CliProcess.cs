using System.Diagnostics;
using System.Globalization;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>The program as a process of its own, with pipes at its ends.</summary>
internal static class CliProcess
{
    internal static Process Start(params string[] args) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "replaygraph.dll"), .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    internal static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using Process process = Start(args);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Presses Ctrl-C.</summary>
    internal static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
