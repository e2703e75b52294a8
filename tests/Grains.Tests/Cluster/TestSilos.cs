using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Hosting;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Silos in this process on one store, and a client.</summary>
public sealed class TestSilos : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private int _tests;

    private TestSilos(InProcessTestCluster cluster, ClusterClock clock) => (_cluster, Clock) = (cluster, clock);

    /// <summary>The clock of all silos.</summary>
    public ClusterClock Clock { get; }

    /// <summary>The graph of the client.</summary>
    public IGraph Graph => _cluster.Client.ServiceProvider.GetRequiredService<IGraph>();

    /// <summary>The cluster.</summary>
    public InProcessTestCluster Cluster => _cluster;

    /// <summary>The services of a silo.</summary>
    public IServiceProvider this[int silo] => _cluster.Silos[silo].ServiceProvider;

    /// <summary>Starts silos; each creates its own store over the shared data.</summary>
    public static async Task<TestSilos> StartAsync(
        short silos, Func<INodeStore> store, Action<ISiloBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var clock = new ClusterClock(new FakeTimeProvider(World.Now.ToDate()));
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(_ => store());
            silo.AddMemoryGrainStorage(NodeHosting.SettingsStorage);
            silo.AddReplayGraphNodes(TimeSpan.FromDays(90), clock: clock);
            configure?.Invoke(silo);
        });
        builder.ConfigureHost(host =>
        {
            host.Logging.SetMinimumLevel(LogLevel.Warning);
            host.Services.AddClusterGraph();
            // Test machines stall, which must not make pages stale.
            host.Services.Configure<CallOptions>(options => options.PagePatience = TimeSpan.FromMinutes(1));
            services?.Invoke(host.Services);
        });
        builder.ConfigureClient(client => client.AddGatewayLoss());
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, clock);
    }

    /// <summary>A graph with its own organizations, on the given clock.</summary>
    public IGraph Fresh(TimeProvider time)
    {
        Clock.Shown = time;
        return new OneOrganization(Graph, Interlocked.Increment(ref _tests));
    }

    /// <summary>Deactivates all grains and clears the silos' caches, so that the next calls read from the store.</summary>
    public async Task ForgetAsync()
    {
        var management = _cluster.Client.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
        foreach (InProcessSiloHandle silo in _cluster.Silos)
        {
            silo.ServiceProvider.GetRequiredService<SiloCache>().Forget();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
