using System.Diagnostics;
using System.Globalization;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>The API's own program as a process of its own, on a port of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, string address) => (_process, Address) = (process, address);

    internal string Address { get; }

    /// <summary>Starts it, and waits until it serves.</summary>
    internal static async Task<ServerProcess> StartAsync(string data, params string[] args)
    {
        const string greeting = "ReplayGraph listens on ";
        string program = Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Standalone.dll");
        Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "--urls", "http://127.0.0.1:0", "--data", data, .. args])
        {
            RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(_patience);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(patience.Token);
        }
        while (line?.StartsWith(greeting, StringComparison.Ordinal) == false);
        return new(process, line?[greeting.Length..] ?? throw new InvalidOperationException("The program ended before it served."));
    }

    /// <summary>Asks it to stop, as an operator does, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }
}
