using ReplayGraph.Chaos.Servers;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Chaos.Silos;

/// <summary>Three silos that serve the API, and optional front-ends with spools, on their own PostgreSQL.</summary>
public sealed class ThreeSilos : IAsyncDisposable
{
    /// <summary>The name of PostgreSQL in the network.</summary>
    public const string Postgres = "postgres";

    private readonly ClusterPlan _plan;
    private readonly string _database;
    private readonly KeyValuePair<string, string>[] _environment;

    private ThreeSilos(ClusterPlan plan, Server server, string database)
    {
        (_plan, _database) = (plan, database);
        _environment = [.. Organizations.ToEnvironment(plan.Organizations)];
        Server = server;
        All = Make(1);
        FrontEnds = [.. plan.FrontEnds.Select(name => Make(name, "api"))];
    }

    /// <summary>PostgreSQL.</summary>
    public Server Server { get; }

    /// <summary>The silos.</summary>
    public IReadOnlyList<ServerProcess> All { get; private set; }

    /// <summary>The front-ends.</summary>
    public IReadOnlyList<ServerProcess> FrontEnds { get; }

    /// <summary>The initial names of the silos.</summary>
    public static IReadOnlyList<string> Names { get; } = NamesFrom(1);

    /// <summary>Starts all of them concurrently.</summary>
    /// <param name="plan">The cluster to start.</param>
    /// <param name="prepare">Prepares the database.</param>
    public static async Task<ThreeSilos> StartAsync(ClusterPlan plan, Func<string, Task>? prepare = null)
    {
        Server server = await Server.StartAsync(plan.IsDurable, plan.Network?.PlaceOf(Postgres));
        string database = await server.CreateDatabaseAsync();
        await (prepare?.Invoke(database) ?? Task.CompletedTask);
        var silos = new ThreeSilos(plan, server, database);
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

    /// <summary>Kills all silos at once, and starts as many at new addresses.</summary>
    public async Task ReplaceAllAsync()
    {
        await KillAllAsync();
        All = Make(4);
        await StartAllAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAllAsync();
        await Task.WhenAll(FrontEnds.Select(one => one.DisposeAsync().AsTask()));
        await Server.DisposeAsync();
    }

    private static string[] NamesFrom(int first) => [.. Enumerable.Range(first, 3).Select(number => $"silo-{number}")];

    private ServerProcess[] Make(int first) => [.. NamesFrom(first).Select(name => Make(name, "both"))];

    private ServerProcess Make(string name, string role)
    {
        Place place = _plan.Network?.PlaceOf(name) ?? Place.Loopback;
        string[] spool = role == "api" ? ["--ReplayGraph:Cluster:Spool:Folder", Path.Combine(_plan.Logs, $"{name}-spool")] : [];
        string[] arguments =
        [
            "--ReplayGraph:Cluster:Role", role,
            "--ReplayGraph:Cluster:SiloName", name,
            "--ReplayGraph:Cluster:AdvertisedAddress", place.Address,
            "--ReplayGraph:Cluster:SiloPort", $"{Ports.Next()}",
            "--ReplayGraph:Cluster:GatewayPort", $"{Ports.Next()}",
            "--ReplayGraph:Cluster:ConnectionString", _database,
            // Test machines stall for seconds.
            "--ReplayGraph:Cluster:ProbeSeconds", "2",
            .. spool,
        ];
        return new(name, place, _plan.Program, arguments, _environment, _plan.Logs);
    }

    private async Task StartAllAsync()
    {
        ServerProcess[] starting = [.. All, .. FrontEnds.Where(one => one.Id is null)];
        foreach (ServerProcess one in starting)
        {
            one.Begin();
        }

        await Task.WhenAll(starting.Select(one => one.ServesAsync()));
    }

    private async Task KillAllAsync()
    {
        await Task.WhenAll(All.Select(silo => silo.KillAsync()));
        foreach (ServerProcess silo in All)
        {
            await silo.DisposeAsync();
        }
    }
}
