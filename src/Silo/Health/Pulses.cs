using Npgsql;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Database;

namespace ReplayGraph.Silo.Health;

/// <summary>Checks all dependencies of a process of the cluster.</summary>
internal sealed class Pulses(IEnumerable<Pulse> all) : BackgroundService
{
    /// <summary>A connection for the check alone, so that it does not wait behind the graph's work.</summary>
    internal static NpgsqlDataSource SourceOf(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = 1,
            Timeout = 5,
            CommandTimeout = 5,
            ApplicationName = "replaygraph health",
        });

    /// <summary>The check of the database.</summary>
    internal static Pulse OfDatabase(IServiceProvider services)
    {
        NpgsqlDataSource source = services.GetRequiredService<NpgsqlDataSource>();
        return Make(services, "PostgreSQL", DatabaseAddress.Of(source.ConnectionString), Task.CompletedTask, async cancel =>
        {
            await using NpgsqlCommand command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancel);
        });
    }

    /// <summary>A front-end's check of the cluster.</summary>
    internal static Pulse OfCluster(IServiceProvider services)
    {
        IGrainFactory grains = services.GetRequiredService<IGrainFactory>();
        Task opened = services.GetService<LateConnection>()?.Opened ?? Task.CompletedTask;
        return Make(services, "The cluster", "The cluster", opened, _ => grains.GetGrain<IBeatGrain>(0).BeatAsync().AsTask());
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(all.Select(pulse => pulse.RunAsync(stoppingToken)));

    private static Pulse Make(IServiceProvider services, string name, string address, Task opened, Func<CancellationToken, Task> check) =>
        new(name, address, check, opened, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Pulse>>());
}
