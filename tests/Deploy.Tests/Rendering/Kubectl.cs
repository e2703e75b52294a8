using System.Diagnostics;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>The program kubectl, of which only what needs no cluster is used.</summary>
internal static class Kubectl
{
    internal const string Missing = "kubectl is not installed: what it renders was not checked";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    internal static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")) || File.Exists(Path.Combine(folder, "kubectl.exe")));

    /// <summary>Runs it to its end.</summary>
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
        Assert.True(process.WaitForExit(_patience), $"kubectl {string.Join(' ', args)}: no end");
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', args)}: {error.Result}");
        return output;
    }
}
