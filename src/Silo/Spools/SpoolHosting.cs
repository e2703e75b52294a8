using ReplayGraph.Api.Intakes;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Options;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Spools;

internal static class SpoolHosting
{
    /// <summary>Adds the spool. It is opened when the API is mapped, and closed after the server has stopped.</summary>
    internal static void AddSpool(this IServiceCollection services, SpoolSettings settings)
    {
        services.AddSingleton(provider => Spool.Open(
            new()
            {
                Folder = settings.Folder,
                MaxBytes = settings.MaxBytes,
                MaxAge = TimeSpan.FromHours(settings.MaxHours),
            },
            Deliver(provider.GetRequiredService<IGraph>(), provider.GetService<LateConnection>()),
            provider.GetRequiredService<TimeProvider>(),
            new SpoolLog(settings.Folder, provider.GetRequiredService<ILogger<SpoolLog>>())));
        services.AddSingleton<SpoolMeters>();
        services.AddSingleton<ISdkIntake, SpoolIntake>();
    }

    private static Delivery Deliver(IGraph graph, LateConnection? connection) => (organization, facts, cancel) =>
    {
        connection?.ThrowIfNotOpen();
        return graph.IngestAsync(organization, facts, cancel);
    };
}
