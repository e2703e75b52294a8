using ReplayGraph.PostgresServer;

namespace ReplayGraph.Cluster.Tests.Silos;

/// <summary>Three silos that answer the API, on a PostgreSQL of their own.</summary>
internal sealed class ThreeSilos : IAsyncDisposable
{
    private readonly (string Folder, bool IsKept) _logs = Logs.Folder;

    private ThreeSilos(Server server, string database, IEnumerable<string> organizations)
    {
        KeyValuePair<string, string>[] environment = [.. Organizations.ToEnvironment(organizations)];
        Server = server;
        All = [.. Enumerable.Range(1, 3).Select(number => new SiloProcess($"silo-{number}", database, environment, _logs.Folder))];
    }

    internal Server Server { get; }

    internal IReadOnlyList<SiloProcess> All { get; }

    /// <summary>Starts all of them at once.</summary>
    /// <param name="organizations">Whom they serve.</param>
    /// <param name="isDurable">Whether PostgreSQL's commits reach the disk.</param>
    /// <param name="prepare">What is done to the database before.</param>
    internal static async Task<ThreeSilos> StartAsync(
        IEnumerable<string> organizations, bool isDurable = false, Func<string, Task>? prepare = null)
    {
        Server server = await Server.StartAsync(isDurable);
        string database = await server.CreateDatabaseAsync();
        await (prepare?.Invoke(database) ?? Task.CompletedTask);
        var silos = new ThreeSilos(server, database, organizations);
        try
        {
            foreach (SiloProcess silo in silos.All)
            {
                silo.Begin();
            }

            await Task.WhenAll(silos.All.Select(silo => silo.ServesAsync()));
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SiloProcess silo in All)
        {
            await silo.DisposeAsync();
        }

        await Server.DisposeAsync();
        if (!_logs.IsKept)
        {
            Directory.Delete(_logs.Folder, recursive: true);
        }
    }
}
