using ReplayGraph.PostgresServer;

namespace ReplayGraph.Cluster.Tests.Silos;

/// <summary>Three silos that answer the API, on a PostgreSQL of their own.</summary>
internal sealed class ThreeSilos : IAsyncDisposable
{
    private readonly (string Folder, bool IsKept) _logs = Logs.Folder;

    private readonly string _database;
    private readonly KeyValuePair<string, string>[] _environment;

    private ThreeSilos(Server server, string database, IEnumerable<string> organizations)
    {
        _database = database;
        _environment = [.. Organizations.ToEnvironment(organizations)];
        Server = server;
        All = Make(1);
    }

    internal Server Server { get; }

    internal IReadOnlyList<SiloProcess> All { get; private set; }

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
            await silos.StartAllAsync();
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills all at once, and starts as many at other addresses.</summary>
    internal async Task ReplaceAllAsync()
    {
        await KillAllAsync();
        All = Make(4);
        await StartAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAllAsync();
        await Server.DisposeAsync();
        if (!_logs.IsKept)
        {
            Directory.Delete(_logs.Folder, recursive: true);
        }
    }

    private SiloProcess[] Make(int first) =>
        [.. Enumerable.Range(first, 3).Select(number => new SiloProcess($"silo-{number}", _database, _environment, _logs.Folder))];

    private async Task StartAllAsync()
    {
        foreach (SiloProcess silo in All)
        {
            silo.Begin();
        }

        await Task.WhenAll(All.Select(silo => silo.ServesAsync()));
    }

    private async Task KillAllAsync()
    {
        await Task.WhenAll(All.Select(silo => silo.KillAsync()));
        foreach (SiloProcess silo in All)
        {
            await silo.DisposeAsync();
        }
    }
}
