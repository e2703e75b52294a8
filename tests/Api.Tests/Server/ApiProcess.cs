using System.Diagnostics;
using System.Text;

namespace ReplayGraph.Api.Tests.Server;

/// <summary>The real program, as a process of its own on a port of its own, with a data folder that is removed at the end.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly bool _keepsData;

    private ApiProcess(Process process, string data, bool keepsData) => (_process, Data, _keepsData) = (process, data, keepsData);

    public string Data { get; }

    public HttpClient Client { get; private set; } = new();

    public string Greeting { get; private set; } = "";

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public static Task<ApiProcess> StartAsync(string? data, params string[] args) => StartWithAsync([], data, args);

    /// <summary>Starts it with variables of the environment, and waits until it serves.</summary>
    public static async Task<ApiProcess> StartWithAsync(
        Dictionary<string, string> environment, string? data = null, params string[] args)
    {
        string folder = data ?? Directory.CreateTempSubdirectory("replaygraph-").FullName;
        var api = new ApiProcess(Run(["--urls", "http://127.0.0.1:0", "--data", folder, .. args], "", environment), folder, data is not null);
        api.Listen();
        using var patience = new CancellationTokenSource(_patience);
        while (await api._process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            const string start = "ReplayGraph listens on ";
            api.Greeting += line + "\n";
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                api.Client = new() { BaseAddress = new(line[start.Length..]), Timeout = _patience };
                return api;
            }
        }

        throw new InvalidOperationException($"The program ended before it served: {api.Errors}");
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunToEndAsync(string? input, params string[] args) =>
        ToEndAsync(Run(args), input);

    /// <summary>Runs it to its end, in a folder, with variables of the environment.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunToEndAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        ToEndAsync(Run(args, folder, environment), input: null);

    /// <summary>Asks it to stop, as an operator does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(_patience);
            await _process.WaitForExitAsync(patience.Token);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        Client.Dispose();
        if (!_keepsData)
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> ToEndAsync(Process running, string? input)
    {
        using Process process = running;
        using var patience = new CancellationTokenSource(_patience);
        await process.StandardInput.WriteLineAsync(input ?? "");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }

    private static Process Run(string[] args, string folder = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Standalone.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private void Listen()
    {
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }
}
