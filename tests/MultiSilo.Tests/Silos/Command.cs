using System.Diagnostics;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.MultiSilo.Tests.Silos;

/// <summary>The <c>replaygraph</c> command, as a process.</summary>
internal static class Command
{
    /// <summary>Runs the command, which must succeed.</summary>
    /// <returns>Its output.</returns>
    internal static async Task<string> RunAsync(string organization, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "replaygraph.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["REPLAYGRAPH_TOKEN"] = Organizations.TokenOf(organization);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {process.ExitCode}\n{text}{await errors}");
        return text;
    }
}
