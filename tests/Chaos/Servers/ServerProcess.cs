using System.Diagnostics;
using System.Globalization;
using System.Net;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Chaos.Servers;

/// <summary>
/// A supervised server: the real program, with successive processes at the same address. A process that ends unexpectedly
/// is restarted and counted.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 40;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _connect = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly ProcessStartInfo _start;
    private readonly TextWriter _log;
    private readonly Queue<string> _said = [];
    private readonly List<ProcessEnd> _ends = [];
    private readonly TaskCompletionSource<ProcessEnd> _firstEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private TaskCompletionSource _serves = new();
    private bool _isMeantToRun;

    /// <summary>Creates a server that does not run yet.</summary>
    /// <param name="name">The name of the server and its log.</param>
    /// <param name="place">The network to run in.</param>
    /// <param name="program">The program, a .dll.</param>
    /// <param name="arguments">The arguments, without the HTTP address.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="logs">The folder of its log.</param>
    public ServerProcess(
        string name, Place place, string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment,
        string logs)
    {
        Uri address = new($"http://{place.Address}:{Ports.Next()}");
        Name = name;
        Client = new(new SocketsHttpHandler { ConnectTimeout = _connect }) { BaseAddress = address, Timeout = _patience };
        _log = TextWriter.Synchronized(new StreamWriter(Path.Combine(logs, name + ".log")) { AutoFlush = true });
        string[] command =
        [
            .. place.Prefix, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program,
            "--urls", address.GetLeftPart(UriPartial.Authority), .. arguments,
        ];
        _start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach ((string variable, string value) in environment)
        {
            _start.Environment[variable] = value;
        }
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>A client of the server, usable whether or not it runs.</summary>
    public HttpClient Client { get; }

    /// <summary>The number of unexpected ends.</summary>
    public int EndedByItself => Ends.Count;

    /// <summary>The processes that ended unexpectedly.</summary>
    public IReadOnlyList<ProcessEnd> Ends
    {
        get
        {
            lock (_gate)
            {
                return [.. _ends];
            }
        }
    }

    /// <summary>The id of the running process; null if none runs.</summary>
    public int? Id
    {
        get
        {
            lock (_gate)
            {
                return _process is { HasExited: false } process ? process.Id : null;
            }
        }
    }

    /// <summary>Starts a process.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _isMeantToRun = true;
            _said.Clear();
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

    /// <summary>Waits until this process, or its successor after an unexpected end, is ready.</summary>
    public async Task ServesAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        using var timer = new PeriodicTimer(_pause);
        while (!_serves.Task.IsCompleted || await ReadyAsync() != HttpStatusCode.OK)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The status of the readiness endpoint; 0 if nothing listens.</summary>
    public async Task<HttpStatusCode> ReadyAsync()
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

    /// <summary>Waits for an unexpected end of a process.</summary>
    public Task<ProcessEnd> FirstEndAsync() => _firstEnd.Task.WaitAsync(_patience);

    /// <summary>Kills the process (SIGKILL) and waits for its end.</summary>
    public async Task KillAsync() => await EndAsync(Signals.SendKill);

    /// <summary>Stops the process (SIGTERM) and waits for its end.</summary>
    /// <returns>The exit code; null if no process ran.</returns>
    public Task<int?> StopAsync() => EndAsync(Signals.SendTerminate);

    /// <summary>Pauses the process (SIGSTOP).</summary>
    public void Pause() => Signal(Signals.SendStop);

    /// <summary>Resumes the process (SIGCONT).</summary>
    public void Continue() => Signal(Signals.SendContinue);

    /// <summary>The resident memory in bytes; 0 if no process runs.</summary>
    public long Memory()
    {
        try
        {
            string? line = Id is { } id
                ? File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                : null;
            string? kilobytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
            return kilobytes is null ? 0 : long.Parse(kilobytes, CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Client.Dispose();
        await _log.DisposeAsync();
    }

    private async Task<int?> EndAsync(Action<int> signal)
    {
        Process? process;
        lock (_gate)
        {
            _isMeantToRun = false;
            process = _process;
            if (process is { HasExited: false })
            {
                signal(process.Id);
            }
        }

        if (process is null)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(_patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    private void Signal(Action<int> signal)
    {
        lock (_gate)
        {
            if (_process is { HasExited: false } process)
            {
                signal(process.Id);
            }
        }
    }

    private void Hear(string? line, TaskCompletionSource serves)
    {
        if (line is not null)
        {
            Remember(line);
            _log.WriteLine(line);
            if (line.StartsWith("ReplayGraph listens on ", StringComparison.Ordinal))
            {
                serves.TrySetResult();
            }
        }
    }

    // The reason precedes the stack trace.
    private void Remember(string line)
    {
        if (!line.StartsWith("   at ", StringComparison.Ordinal))
        {
            lock (_gate)
            {
                _said.Enqueue(line);
                while (_said.Count > LinesKept)
                {
                    _said.Dequeue();
                }
            }
        }
    }

    private void Miss(Process process)
    {
        lock (_gate)
        {
            if (_isMeantToRun && process == _process)
            {
                var end = new ProcessEnd(Name, process.ExitCode, [.. _said]);
                _log.WriteLine(end);
                _ends.Add(end);
                _firstEnd.TrySetResult(end);
                Begin();
            }
        }
    }
}
