using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>The real program, as a process of its own on ports of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(string[] args, Dictionary<string, string> environment)
    {
        _process = new Process { StartInfo = Info(args, environment), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Exited += (_, _) => _serves.TrySetException(
            new InvalidOperationException($"The program ended before it served:\n{Errors}\n{Greeting}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal HttpClient Client { get; private set; } = new();

    internal string Errors => Text(_errors);

    internal string Greeting => Text(_output);

    /// <summary>All that it wrote, and whether it has ended.</summary>
    internal string Written => $"{(_process.HasExited ? $"ended with {_process.ExitCode}" : "runs")}:\n{Errors}\n{Greeting}";

    /// <summary>Begins to start it, on ports that nobody has.</summary>
    internal static SiloProcess Begin(params string[] args) => Begin([], args);

    /// <summary>Begins to start it, with variables of the environment.</summary>
    internal static SiloProcess Begin(Dictionary<string, string> environment, params string[] args) =>
        new(["--urls", "http://127.0.0.1:0", .. PortsOfItsOwn(), .. args], environment);

    /// <summary>Ports as options.</summary>
    internal static string[] PortsOfItsOwn() =>
        ["--ReplayGraph:Cluster:SiloPort", Word(Ports.Next()), "--ReplayGraph:Cluster:GatewayPort", Word(Ports.Next())];

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int ExitCode, string Errors)> RunToEndAsync(params string[] args)
    {
        await using SiloProcess process = Begin(args);
        return (await process.EndAsync(), process.Errors);
    }

    /// <summary>Waits until it serves.</summary>
    internal async Task<SiloProcess> ServesAsync()
    {
        string address = await _serves.Task.WaitAsync(_patience);
        Client = new() { BaseAddress = new(address), Timeout = _patience };
        return this;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    internal async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as an operator does.</summary>
    internal void BeginToStop()
    {
        if (!_process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", Word(_process.Id)]);
            kill.WaitForExit();
        }
    }

    /// <summary>Asks it to stop, and waits.</summary>
    internal Task<int> StopAsync()
    {
        BeginToStop();
        return EndAsync();
    }

    /// <summary>Ends it without a word.</summary>
    internal Task<int> KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static ProcessStartInfo Info(string[] args, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Silo.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private void Take(string? line)
    {
        Append(_output, line);
        const string start = "ReplayGraph listens on ";
        if (line?.StartsWith(start, StringComparison.Ordinal) == true)
        {
            _serves.TrySetResult(line[start.Length..]);
        }
    }
}
