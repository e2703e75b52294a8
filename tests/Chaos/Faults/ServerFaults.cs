using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Faults;

/// <summary>Faults of processes.</summary>
public static class ServerFaults
{
    /// <summary>Kills a server, and restarts it after a while.</summary>
    public static Fault Kill(ServerProcess server, TimeSpan hold) => new("kill", server.Name, hold)
    {
        BeginAsync = server.KillAsync,
        EndAsync = () => BeginAsync(server),
    };

    /// <summary>Kills a server, and kills it again while it restarts.</summary>
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

    /// <summary>Kills all servers at once.</summary>
    public static Fault KillAll(IReadOnlyList<ServerProcess> servers, TimeSpan hold) =>
        new("kill all", "silos", hold)
        {
            Victims = [.. servers.Select(server => server.Name)],
            BeginAsync = () => Task.WhenAll(servers.Select(server => server.KillAsync())),
            EndAsync = () => Task.WhenAll(servers.Select(BeginAsync)),
        };

    /// <summary>Pauses a server, which resumes as if no time had passed.</summary>
    public static Fault Pause(ServerProcess server, TimeSpan hold) => new("pause", server.Name, hold)
    {
        BeginAsync = () => Do(server.Pause),
        EndAsync = () => Do(server.Continue),
    };

    /// <summary>Stops a server gracefully, and restarts it.</summary>
    public static Fault Stop(ServerProcess server, TimeSpan hold) => new("stop", server.Name, hold)
    {
        BeginAsync = server.StopAsync,
        EndAsync = () => BeginAsync(server),
    };

    /// <summary>Kills a server while it stops, perhaps during its last writes.</summary>
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
