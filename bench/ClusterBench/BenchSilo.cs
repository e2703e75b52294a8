using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Grains.Hosting;
using ReplayGraph.Postgres;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench;

/// <summary>A silo in this process, on a database.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PostgresStore _store;

    private BenchSilo(IHost host, PostgresStore store) => (_host, _store) = (host, store);

    internal IGraph Graph => _host.Services.GetRequiredService<IGraph>();

    internal IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    internal INodes Nodes => _host.Services.GetRequiredService<INodes>();

    internal NodeContext Context => _host.Services.GetRequiredService<NodeContext>();

    internal static async Task<BenchSilo> StartAsync(string database)
    {
        var store = new PostgresStore(new PostgresOptions { ConnectionString = database });
        await store.MigrateAsync();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<INodeStore>(store);
        builder.Services.AddClusterGraph();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Next(), Ports.Next());
            silo.UseInMemoryReminderService();
            silo.AddMemoryGrainStorage(NodeHosting.SettingsStorage);
            silo.AddReplayGraphNodes(TimeSpan.FromDays(90));
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new(host, store);
    }

    /// <summary>Deactivates all nodes and clears the silo's cache, as a restart would.</summary>
    internal async Task ForgetAsync()
    {
        await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Context.Cache.Forget();
        GC.Collect();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _store.DisposeAsync();
    }
}
