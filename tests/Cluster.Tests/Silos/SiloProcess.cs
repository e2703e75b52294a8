using System.Diagnostics;
using System.Net;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Cluster.Tests.Silos;

/// <summary>
/// A silo as an operator keeps it: the real program, one process after the other at the same addresses. One that ends without having
/// been killed is started again, and counted.
/// </summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly ProcessStartInfo _start;
    private readonly TextWriter _log;
    private Process? _process;
    private TaskCompletionSource _serves = new();
    private bool _isMeantToRun;

    internal SiloProcess(string name, string database, IEnumerable<KeyValuePair<string, string>> environment, string logs)
    {
        int port = Ports.Next();
        Name = name;
        Client = new() { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = _patience };
        _log = TextWriter.Synchronized(new StreamWriter(Path.Combine(logs, name + ".log")) { AutoFlush = true });
        _start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Silo.dll"),
                "--urls", $"http://127.0.0.1:{port}",
                "--ReplayGraph:Cluster:SiloName", name,
                "--ReplayGraph:Cluster:SiloPort", $"{Ports.Next()}",
                "--ReplayGraph:Cluster:GatewayPort", $"{Ports.Next()}",
                "--ReplayGraph:Cluster:ConnectionString", database,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach ((string variable, string value) in environment)
        {
            _start.Environment[variable] = value;
        }
    }

    internal string Name { get; }

    /// <summary>Calls it, whether or not it runs.</summary>
    internal HttpClient Client { get; }

    /// <summary>How often it ended though nobody had killed it.</summary>
    internal int EndedByItself { get; private set; }

    /// <summary>Starts a process.</summary>
    internal void Begin()
    {
        lock (_gate)
        {
            _isMeantToRun = true;
            var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var process = new Process { StartInfo = _start, EnableRaisingEvents = true };
            process.OutputDataReceived += (_, line) => Hear(line.Data, serves);
            process.ErrorDataReceived += (_, line) => Hear(line.Data, serves);
            process.Exited += (_, _) => Miss(process);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            (_process, _serves) = (process, serves);
        }
    }

    /// <summary>Waits until it takes requests.</summary>
    internal async Task ServesAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        await _serves.Task.WaitAsync(patience.Token);
        using var timer = new PeriodicTimer(_pause);
        while (await ReadyAsync() != HttpStatusCode.OK)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>What its readiness says; 0 if nobody listens.</summary>
    internal async Task<HttpStatusCode> ReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return default;
        }
    }

    /// <summary>Kills it where it stands (SIGKILL), and waits until the system has buried it.</summary>
    internal async Task KillAsync()
    {
        Process? process;
        lock (_gate)
        {
            _isMeantToRun = false;
            process = _process;
            process?.Kill();
        }

        await (process?.WaitForExitAsync() ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Client.Dispose();
        await _log.DisposeAsync();
    }

    private void Hear(string? line, TaskCompletionSource serves)
    {
        if (line is not null)
        {
            _log.WriteLine(line);
            if (line.StartsWith("ReplayGraph listens on ", StringComparison.Ordinal))
            {
                serves.TrySetResult();
            }
        }
    }

    private void Miss(Process process)
    {
        lock (_gate)
        {
            if (_isMeantToRun && process == _process)
            {
                _log.WriteLine($"ended by itself with exit code {process.ExitCode}");
                EndedByItself++;
                Begin();
            }
        }
    }
}
