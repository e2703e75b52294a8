using System.Diagnostics;
using System.Globalization;
using System.Net;
using ReplayGraph.Bench;
using ReplayGraph.Bench.Children;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Outages;

/// <summary>A silo or a front-end, as its users run it.</summary>
internal sealed class ClusterProgram : IDisposable
{
    private readonly Child _child;
    private bool _isKilled;

    private ClusterProgram(Child child, IPEndPoint address) => (_child, Address) = (child, address);

    /// <summary>Where it serves HTTP.</summary>
    internal IPEndPoint Address { get; }

    /// <summary>The processor time that it has used.</summary>
    internal TimeSpan ProcessorTime => _child.ProcessorTime;

    /// <summary>The memory that it occupies, in bytes.</summary>
    internal long Memory => ResidentMemory.Of(_child.Id);

    /// <summary>Starts one and waits until it is ready.</summary>
    internal static async Task<ClusterProgram> StartAsync(string role, string database, params string[] options)
    {
        var address = new IPEndPoint(IPAddress.Loopback, Ports.Next());
        Child child = Child.StartProgram("ReplayGraph.Silo", [
            "--urls", $"http://{address}", "--ReplayGraph:Cluster:Role", role,
            "--ReplayGraph:Cluster:ConnectionString", database, "--ReplayGraph:Cluster:SiloPort", $"{Ports.Next()}",
            "--ReplayGraph:Cluster:GatewayPort", $"{Ports.Next()}", .. options]);
        child.IgnoreOutput();
        await ReadyAsync(address);
        return new(child, address);
    }

    /// <summary>Pauses it.</summary>
    internal void Pause()
    {
        using var kill = Process.Start("kill", ["-STOP", _child.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Kills it, paused or not.</summary>
    internal void Kill()
    {
        if (!_isKilled)
        {
            _isKilled = true;
            _child.Dispose();
        }
    }

    public void Dispose() => Kill();

    private static async Task ReadyAsync(IPEndPoint address)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{address}") };
        for (int attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                if ((await http.GetAsync("/healthz/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new BenchException($"The program at {address} did not become ready.");
    }
}
