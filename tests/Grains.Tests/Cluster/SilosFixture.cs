using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Silos shared by the tests of a class.</summary>
public abstract class SilosFixture : IAsyncLifetime
{
    private TestSilos? _silos;

    /// <summary>The silos.</summary>
    public TestSilos Silos => _silos!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _silos = await StartAsync();

    /// <inheritdoc/>
    public virtual async Task DisposeAsync() => await (_silos?.DisposeAsync() ?? default);

    /// <summary>Starts the silos.</summary>
    protected abstract Task<TestSilos> StartAsync();
}

/// <summary>One silo with its store in memory.</summary>
public sealed class OneSiloInMemory : SilosFixture
{
    /// <inheritdoc/>
    protected override Task<TestSilos> StartAsync()
    {
        var store = new MemoryStore();
        return TestSilos.StartAsync(1, () => store);
    }
}

/// <summary>Three silos on their own PostgreSQL server.</summary>
public sealed class ThreeSilosOnPostgres : SilosFixture
{
    private Server? _server;

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await (_server?.DisposeAsync() ?? default);
    }

    /// <inheritdoc/>
    protected override async Task<TestSilos> StartAsync()
    {
        _server = await Server.StartAsync();
        var options = new PostgresOptions { ConnectionString = await _server.CreateDatabaseAsync() };
        await using (var store = new PostgresStore(options))
        {
            await store.MigrateAsync();
        }

        return await TestSilos.StartAsync(3, () => new PostgresStore(options));
    }
}
