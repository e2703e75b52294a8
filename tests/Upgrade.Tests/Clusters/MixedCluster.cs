using Npgsql;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Upgrade.Tests.Clusters;

/// <summary>Two silos and a front-end on one PostgreSQL, each of the previous build or the current one.</summary>
internal sealed class MixedCluster : IAsyncDisposable
{
    private readonly Server _server;
    private readonly string _database;
    private readonly string _logs;
    private readonly KeyValuePair<string, string>[] _environment;
    private readonly string _previous;

    private MixedCluster(Server server, string database, string previous, string logs, IEnumerable<string> organizations)
    {
        (_server, _database, _previous, _logs) = (server, database, previous, logs);
        _environment = [.. Organizations.ToEnvironment(organizations)];
        Silos = [Make("silo-1", "both"), Make("silo-2", "both")];
        FrontEnd = Make("front-end", "api");
    }

    internal IReadOnlyList<Instance> Silos { get; }

    internal Instance FrontEnd { get; }

    internal IReadOnlyList<Instance> All => [.. Silos, FrontEnd];

    internal IReadOnlyList<ServerProcess> Servers => [.. All.SelectMany(one => one.Servers)];

    /// <summary>What runs now.</summary>
    internal IReadOnlyList<ServerProcess> Running => [.. All.Select(one => one.Running)];

    /// <summary>Starts the previous build.</summary>
    internal static async Task<MixedCluster> StartAsync(string previous, string logs, IEnumerable<string> organizations)
    {
        Server server = await Server.StartAsync();
        var cluster = new MixedCluster(server, await server.CreateDatabaseAsync(), previous, logs, organizations);
        try
        {
            await Task.WhenAll(cluster.All.Select(one => one.ReplaceAsync(Build.Previous)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Applies a migration that neither build knows. It expands the schema.</summary>
    internal async Task ExpandAsync()
    {
        int number = Migration.All.Count + 1;
        var next = new Migration(number, $"{number:d4}_later", """
            -- migration: expand
            CREATE TABLE replaygraph.later (a int);
            ALTER TABLE replaygraph.replay_rows ADD COLUMN later int;
            """);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_database);
        await Migrator.MigrateAsync(source, [.. Migration.All, next], CancellationToken.None);
    }

    /// <summary>The number of active silos.</summary>
    internal async Task<long> CountSilosAsync()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_database);
        await using NpgsqlCommand count = source.CreateCommand("SELECT count(*) FROM replaygraph.silos WHERE status = 3");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All.Select(one => one.DisposeAsync().AsTask()));
        await _server.DisposeAsync();
    }

    private Instance Make(string name, string role)
    {
        string[] arguments =
        [
            "--ReplayGraph:Cluster:Role", role,
            "--ReplayGraph:Cluster:SiloName", name,
            "--ReplayGraph:Cluster:SiloPort", $"{Ports.Next()}",
            "--ReplayGraph:Cluster:GatewayPort", $"{Ports.Next()}",
            "--ReplayGraph:Cluster:ConnectionString", _database,
            // Test machines stall for seconds.
            "--ReplayGraph:Cluster:ProbeSeconds", "2",
        ];
        return new(Of("previous", _previous), Of("current", Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Silo.dll")));

        ServerProcess Of(string build, string program) => new($"{name}-{build}", Place.Loopback, program, arguments, _environment, _logs);
    }
}
