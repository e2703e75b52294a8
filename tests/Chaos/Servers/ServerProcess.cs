using System.Diagnostics;
using System.Globalization;
using System.Net;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Chaos.Servers;

/// <summary>
/// A server as an operator keeps it: the real program, one process after the other at the same address. One that ends without having
/// been ended is started again, and counted.
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

    /// <summary>One that does not run yet.</summary>
    /// <param name="name">What it is called, and its log.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="program">The program, a .dll.</param>
    /// <param name="arguments">What it is told, beside its HTTP address.</param>
    /// <param name="environment">What its environment tells it.</param>
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

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Calls it, whether or not it runs.</summary>
    public HttpClient Client { get; }

    /// <summary>How often it ended though nobody had ended it.</summary>
    public int EndedByItself => Ends.Count;

    /// <summary>Those of its processes that ended though nobody had ended them.</summary>
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

    /// <summary>The process that runs now; null if none does.</summary>
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

    /// <summary>Waits until it takes requests: this process, or the next one if it ends by itself.</summary>
    public async Task ServesAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        using var timer = new PeriodicTimer(_pause);
        while (!_serves.Task.IsCompleted || await ReadyAsync() != HttpStatusCode.OK)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>What its readiness says; 0 if nobody listens.</summary>
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

    /// <summary>Waits until one of its processes has ended though nobody had ended it.</summary>
    public Task<ProcessEnd> FirstEndAsync() => _firstEnd.Task.WaitAsync(_patience);

    /// <summary>Kills it where it stands (SIGKILL), and waits until the system has buried it.</summary>
    public async Task KillAsync() => await EndAsync(Signals.SendKill);

    /// <summary>Asks it to stop (SIGTERM), and waits until it has.</summary>
    /// <returns>Its exit code; null if no process ran.</returns>
    public Task<int?> StopAsync() => EndAsync(Signals.SendTerminate);

    /// <summary>Pauses it (SIGSTOP).</summary>
    public void Pause() => Signal(Signals.SendStop);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Continue() => Signal(Signals.SendContinue);

    /// <summary>Bytes of memory that it has now; 0 if it does not run.</summary>
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

    // Why it ends is said before where in the program it did.
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
