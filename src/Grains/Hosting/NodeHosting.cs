using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Grains.Announcements;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Cluster;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Pages;
using ReplayGraph.Grains.Retention;
using ReplayGraph.Grains.Serialization;
using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Grains.Webhooks;
using ReplayGraph.Links;

namespace ReplayGraph.Grains.Hosting;

/// <summary>Registers the nodes of a graph on a silo, and the graph on silos and clients.</summary>
public static class NodeHosting
{
    /// <summary>Name of the grain storage for organization settings and the state of webhooks.</summary>
    public const string SettingsStorage = OrganizationGrain.Storage;

    /// <summary>
    /// Hosts nodes on the silo. Requires an <see cref="INodeStore"/> service and a grain storage named <see cref="SettingsStorage"/>. With
    /// a reminder service, retention survives silo restarts; with an <see cref="ILease"/>, a silo that was wrongly declared dead answers no
    /// calls. For distributed tracing, also add <c>AddActivityPropagation</c>, which has a cost for each call.
    /// </summary>
    /// <param name="silo">The silo builder.</param>
    /// <param name="retention">Retention of facts that do not state their own.</param>
    /// <param name="evidence">The limits of what counts as evidence; the same in all silos. Null for the defaults.</param>
    /// <param name="clock">The clock that expires facts; null for the system clock.</param>
    /// <param name="cacheBytes">The most memory that cached replays and rare facts may take, by an estimate.</param>
    public static ISiloBuilder AddReplayGraphNodes(
        this ISiloBuilder silo, TimeSpan retention, EvidenceOptions? evidence = null, TimeProvider? clock = null,
        long cacheBytes = SiloCache.DefaultCapacity)
    {
        IServiceCollection services = silo.Services;
        TimeProvider time = clock ?? TimeProvider.System;
        services.AddReplayGraphSerialization();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => CacheMeters.Observe(
            new(provider.GetRequiredService<INodeStore>(), time, provider.GetService<ILease>(), cacheBytes),
            provider.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(provider => new NodeContext(
            provider.GetRequiredService<INodeStore>(), provider.GetRequiredService<SiloCache>(), time, retention)
        {
            Evidence = evidence ?? EvidenceOptions.Default,
            SiloNumber = NumberedSilo.NumberOf(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress),
        });
        services.AddSingleton<Audience>();
        services.AddSingleton<IAnnouncementClient, AnnouncementClient>();
        services.AddSingleton<GrainAnnouncer>();
        services.TryAddSingleton<GrainCaller>();
        services.TryAddSingleton(NewHedge);
        services.AddSingleton(provider => new KnownLogs(provider.GetRequiredService<INodeStore>()));
        services.AddSingleton<INodes, GrainNodes>();
        services.AddSingleton<Admission>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloJoin>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RetentionStart>();
        services.AddOptions<SiloMessagingOptions>()
            .Configure<IOptions<CallOptions>>((messaging, calls) => messaging.ResponseTimeout = calls.Value.Deadline);
        services.AddPlacementDirector<NumberedSilo, NumberedSilo.Director>();
        silo.AddGrainService<AnnouncementService>();
        return silo;
    }

    /// <summary>Lets the graph of a client send calls again whose gateway was lost, which otherwise fail when they time out.</summary>
    public static IClientBuilder AddGatewayLoss(this IClientBuilder client)
    {
        client.Services.AddSingleton<GatewayLoss>();
        client.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayLoss>());
        return client;
    }

    /// <summary>Adds an <see cref="IGraph"/> over the grains of the silo or client.</summary>
    public static IServiceCollection AddClusterGraph(this IServiceCollection services)
    {
        services.AddReplayGraphSerialization();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GrainCaller>();
        services.TryAddSingleton(NewHedge);
        services.AddSingleton<ClusterGraph>();
        services.AddSingleton<IGraph>(provider => provider.GetRequiredService<ClusterGraph>());
        services.AddSingleton(provider => new OrganizationAdmin(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<GrainCaller>()));
        services.AddSingleton(provider => new SharedWebhookState(provider.GetRequiredService<IGrainFactory>()));
        services.AddOptions<ClientMessagingOptions>()
            .Configure<IOptions<CallOptions>>((messaging, calls) => messaging.ResponseTimeout = calls.Value.Deadline);
        return services;
    }

    private static Hedge NewHedge(IServiceProvider services) =>
        new(services.GetRequiredService<IOptions<CallOptions>>().Value, services.GetRequiredService<TimeProvider>());
}
