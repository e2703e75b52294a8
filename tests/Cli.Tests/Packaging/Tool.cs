using System.Diagnostics;
using System.Runtime.InteropServices;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Cli.Tests.Packaging;

/// <summary>The command as a .NET tool: packed, and installed from the folder that it was packed into, in a folder of its own.</summary>
public sealed class Tool : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tool-").FullName;

    internal string Package { get; private set; } = "";

    internal string this[string name] => Path.Combine(_folder, name);

    public async Task InitializeAsync()
    {
        // As the tests are built: nothing is compiled again, so the package has the version of that build.
        string built = (await RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "replaygraph.dll"), "--version"])).Trim();
        string configuration = AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar)[^3];
        await DotnetAsync(
            "pack", Path.Combine(SourceTree.Find().Root, "src", "Cli"), "--no-build", "--configuration", configuration, "--output",
            this["packages"], $"-p:MinVerVersionOverride={built}", "-nodeReuse:false");
        Package = Assert.Single(Directory.GetFiles(this["packages"], "*.nupkg"));
        await DotnetAsync("tool", "install", "replaygraph", "--version", built, "--tool-path", this["tools"], "--source", this["packages"]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs the tool.</summary>
    internal Task<string> RunAsync(params string[] args) => RunAsync(Path.Combine(this["tools"], "replaygraph"), args);

    /// <summary>Runs a script of bash that finds the tool in its path.</summary>
    internal Task<string> ScriptAsync(string script) => RunAsync("bash", ["-euc", script]);

    private Task DotnetAsync(params string[] args) => RunAsync("dotnet", args);

    private async Task<string> RunAsync(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_CLI_HOME"] = this["home"];
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["PATH"] = this["tools"] + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        // Those of the test's own build would be taken for those of this one.
        string[] ofMsBuild = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in ofMsBuild)
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)}: {process.ExitCode}\n{output}{await error}");
        return output;
    }
}
