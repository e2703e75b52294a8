using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Faults;

/// <summary>What happens to one process.</summary>
public static class ServerFaults
{
    /// <summary>Killed, and started again after a while.</summary>
    public static Fault Kill(ServerProcess server, TimeSpan hold) => new("kill", server.Name, hold)
    {
        BeginAsync = server.KillAsync,
        EndAsync = () => BeginAsync(server),
    };

    /// <summary>Killed, started, and killed again while it starts.</summary>
    public static Fault KillEarly(ServerProcess server, TimeSpan hold) => new("kill while starting", server.Name, hold)
    {
        BeginAsync = async () =>
        {
            await server.KillAsync();
            server.Begin();
        },
        EndAsync = async () =>
        {
            await server.KillAsync();
            server.Begin();
        },
    };

    /// <summary>All killed at the same moment.</summary>
    public static Fault KillAll(IReadOnlyList<ServerProcess> servers, TimeSpan hold) =>
        new("kill all", "silos", hold)
        {
            Victims = [.. servers.Select(server => server.Name)],
            BeginAsync = () => Task.WhenAll(servers.Select(server => server.KillAsync())),
            EndAsync = () => Task.WhenAll(servers.Select(BeginAsync)),
        };

    /// <summary>Paused: it cannot notice, and goes on as if no time had passed.</summary>
    public static Fault Pause(ServerProcess server, TimeSpan hold) => new("pause", server.Name, hold)
    {
        BeginAsync = () => Do(server.Pause),
        EndAsync = () => Do(server.Continue),
    };

    /// <summary>Stopped as an operator does, and started again.</summary>
    public static Fault Stop(ServerProcess server, TimeSpan hold) => new("stop", server.Name, hold)
    {
        BeginAsync = server.StopAsync,
        EndAsync = () => BeginAsync(server),
    };

    /// <summary>Killed while it stops: in the middle of what it writes then, perhaps.</summary>
    public static Fault KillStopping(ServerProcess server, TimeSpan hold)
    {
        Task<int?> stopping = Task.FromResult<int?>(null);
        return new("kill while stopping", server.Name, hold)
        {
            BeginAsync = () => Do(() => stopping = server.StopAsync()),
            EndAsync = async () =>
            {
                await server.KillAsync();
                await stopping;
                server.Begin();
            },
        };
    }

    private static Task BeginAsync(ServerProcess server) => Do(server.Begin);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
