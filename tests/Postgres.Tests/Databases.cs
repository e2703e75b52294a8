using ReplayGraph.PostgresServer;

namespace ReplayGraph.Postgres.Tests;

/// <summary>The server of a test run. Tests run one at a time, because some of them stop it.</summary>
public sealed class Databases : IAsyncLifetime
{
    private Server? _server;

    internal Server Server => _server!;

    public async Task InitializeAsync() => _server = await Server.StartAsync();

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? default);

    /// <summary>The options of a store on a new database with the schema.</summary>
    internal async Task<PostgresOptions> CreateAsync()
    {
        var options = new PostgresOptions { ConnectionString = await Server.CreateDatabaseAsync() };
        await using var store = new PostgresStore(options);
        await store.MigrateAsync();
        return options;
    }
}

[CollectionDefinition(Name)]
public sealed class DatabaseCollection : ICollectionFixture<Databases>
{
    internal const string Name = "PostgreSQL";
}
