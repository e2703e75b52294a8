using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using ReplayGraph.Bench.Children;
using ReplayGraph.Bench.Importing;

namespace ReplayGraph.Bench.Serving;

/// <summary>A server under measurement, on a free loopback port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Program = "ReplayGraph.Standalone";
    private const int MostPolls = 50;
    private static readonly TimeSpan _readyWithin = TimeSpan.FromMinutes(10);

    // The runtime waits for 100 ms without new methods before it compiles better.
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _idleBelow = TimeSpan.FromMilliseconds(10);

    private readonly Child _child;
    private readonly HttpClient _http;

    private ServerProcess(Child child, IPEndPoint address)
    {
        (_child, Address) = (child, address);
        _http = new() { BaseAddress = new($"http://{address}"), Timeout = Timeout.InfiniteTimeSpan };
    }

    internal IPEndPoint Address { get; }

    /// <summary>Starts the product's program.</summary>
    internal static Task<ServerProcess> StartProgramAsync(string folder, CancellationToken cancel)
    {
        IPEndPoint address = FreeAddress();
        return ReadyAsync(Child.StartProgram(Program, "--urls", $"http://{address}", "--data", folder), address, cancel);
    }

    /// <summary>Starts the same server with the additional endpoints of <see cref="ServeRole"/>.</summary>
    internal static Task<ServerProcess> StartRoleAsync(string folder, CancellationToken cancel)
    {
        IPEndPoint address = FreeAddress();
        return ReadyAsync(Child.StartRole(Program, Roles.Serve, folder, $"http://{address}"), address, cancel);
    }

    /// <summary>Waits until the server uses no processor time: what a load made it compile, it has compiled.</summary>
    internal async Task IdleAsync(CancellationToken cancel)
    {
        for (int i = 0; i < MostPolls; i++)
        {
            TimeSpan before = _child.ProcessorTime;
            await Task.Delay(_poll, cancel);
            if (_child.ProcessorTime - before <= _idleBelow)
            {
                return;
            }
        }
    }

    /// <summary>The issues with replays, by id, and the number of replays of each.</summary>
    internal async Task<IReadOnlyList<(long Id, long Replays)>> IssuesAsync(CancellationToken cancel)
    {
        string text = await _http.GetStringAsync(ServeRole.Issues, cancel);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(words => (long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)))
            .OrderBy(issue => issue.Item1)];
    }

    /// <summary>Imports a file inside the server; returns when all of it is acknowledged.</summary>
    internal async Task<Measured> ImportAsync(string file, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await _http.PostAsync(ServeRole.Import, new StringContent(file), cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Measured>(cancel))!;
    }

    public void Dispose()
    {
        _http.Dispose();
        _child.Dispose();
    }

    private static async Task<ServerProcess> ReadyAsync(Child child, IPEndPoint address, CancellationToken cancel)
    {
        child.IgnoreOutput();
        var server = new ServerProcess(child, address);
        long begun = TimeProvider.System.GetTimestamp();
        while (!await server.IsReadyAsync(cancel))
        {
            if (child.HasExited || TimeProvider.System.GetElapsedTime(begun) > _readyWithin)
            {
                server.Dispose();
                throw new BenchException("the server did not become ready");
            }

            await Task.Delay(50, cancel);
        }

        return server;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync("/healthz/ready", cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IPEndPoint FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }
}
