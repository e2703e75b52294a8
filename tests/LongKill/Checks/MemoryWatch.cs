using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Checks;

/// <summary>Watches the memory of each process, and prints it every minute.</summary>
internal sealed class MemoryWatch(IReadOnlyList<ServerProcess> servers, long most, Findings findings, Talk talk)
{
    private const int LooksOfAMinute = 12;

    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1) / LooksOfAMinute;

    private readonly Dictionary<ServerProcess, long> _greatest = servers.ToDictionary(server => server, _ => 0L);
    private readonly HashSet<ServerProcess> _said = [];

    internal async Task RunAsync(CancellationToken stopping)
    {
        using var pace = new PeriodicTimer(_pause);
        for (int look = 1; !stopping.IsCancellationRequested; look++)
        {
            Look();
            if (look % LooksOfAMinute == 0)
            {
                talk.Say($"memory: {this}");
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Look();
        return string.Join(
            ", ", servers.Select(server => $"{server.Name} {server.Memory() >> 20} MiB (at most {_greatest[server] >> 20})"));
    }

    private void Look()
    {
        foreach (ServerProcess server in servers)
        {
            long memory = server.Memory();
            _greatest[server] = Math.Max(_greatest[server], memory);
            if (memory > most && _said.Add(server))
            {
                findings.Add($"{server.Name} has {memory >> 20} MiB of memory, more than {most >> 20}");
            }
        }
    }
}
