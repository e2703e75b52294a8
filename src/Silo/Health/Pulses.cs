using Npgsql;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Database;

namespace ReplayGraph.Silo.Health;

/// <summary>What a process of the cluster cannot do without, each asked again and again.</summary>
internal sealed class Pulses(IEnumerable<Pulse> all) : BackgroundService
{
    /// <summary>One connection, for the pulse alone: it must not wait behind the graph's work.</summary>
    internal static NpgsqlDataSource SourceOf(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = 1,
            Timeout = 5,
            CommandTimeout = 5,
            ApplicationName = "replaygraph health",
        });

    /// <summary>The database's.</summary>
    internal static Pulse OfDatabase(IServiceProvider services)
    {
        NpgsqlDataSource source = services.GetRequiredService<NpgsqlDataSource>();
        return Make(services, "PostgreSQL", DatabaseAddress.Of(source.ConnectionString), async cancel =>
        {
            await using NpgsqlCommand command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancel);
        });
    }

    /// <summary>The cluster's, as a front-end feels it.</summary>
    internal static Pulse OfCluster(IServiceProvider services)
    {
        IGrainFactory grains = services.GetRequiredService<IGrainFactory>();
        return Make(services, "The cluster", "The cluster", _ => grains.GetGrain<IBeatGrain>(0).BeatAsync().AsTask());
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(all.Select(pulse => pulse.RunAsync(stoppingToken)));

    private static Pulse Make(IServiceProvider services, string name, string address, Func<CancellationToken, Task> ask) =>
        new(name, address, ask, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Pulse>>());
}
