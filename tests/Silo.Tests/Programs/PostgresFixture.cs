using ReplayGraph.PostgresServer;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>One PostgreSQL for all tests that need one; each has a database of its own in it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private Server? _server;

    public Server Server => _server!;

    public async Task InitializeAsync() => _server = await Server.StartAsync();

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? default);
}

[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "silos on PostgreSQL";
}
