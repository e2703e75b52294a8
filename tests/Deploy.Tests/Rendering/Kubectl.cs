using System.Diagnostics;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>Runs kubectl, and only the subcommands that need no cluster.</summary>
internal static class Kubectl
{
    internal const string Missing = "kubectl is not installed, so manifests were not rendered.";

    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);

    internal static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")) || File.Exists(Path.Combine(folder, "kubectl.exe")));

    /// <summary>Runs kubectl; returns its output.</summary>
    internal static string Run(params string[] args)
    {
        Assert.True(IsThere, Missing);
        using Process process = Process.Start(new ProcessStartInfo("kubectl", args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(_timeout), $"kubectl {string.Join(' ', args)}: timed out");
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', args)}: {error.Result}");
        return output;
    }
}
