using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using ReplayGraph.Grains.Announcements;
using ReplayGraph.Grains.Calls;
using ReplayGraph.Grains.Cluster;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Retention;
using ReplayGraph.Grains.Wire;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Hosting;

/// <summary>Puts the nodes of a graph on a silo, and a graph before them.</summary>
public static class NodeHosting
{
    /// <summary>The name of the grain storage that a silo needs for what is small and rare.</summary>
    public const string SettingsStorage = OrganizationGrain.Storage;

    /// <summary>
    /// Lets nodes live on the silo. It needs beside it an <see cref="INodeStore"/> among the services, and a grain storage of the name
    /// <see cref="SettingsStorage"/>; with a reminder service its retention outlives silos, and with an <see cref="ILease"/> a silo that is
    /// taken for dead and is not answers nothing. Who traces requests adds
    /// <c>AddActivityPropagation</c>, which costs something for each call.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="retention">How long what does not say it itself is kept.</param>
    /// <param name="clock">The clock by which facts expire; null: the machine's.</param>
    public static ISiloBuilder AddReplayGraphNodes(this ISiloBuilder silo, TimeSpan retention, TimeProvider? clock = null)
    {
        IServiceCollection services = silo.Services;
        TimeProvider time = clock ?? TimeProvider.System;
        services.AddWireTypes();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SiloCache(
            provider.GetRequiredService<INodeStore>(), time, provider.GetService<ILease>()));
        services.AddSingleton(provider => new NodeContext(
            provider.GetRequiredService<INodeStore>(), provider.GetRequiredService<SiloCache>(), time, retention));
        services.AddSingleton<Audience>();
        services.AddSingleton<IAnnouncementClient, AnnouncementClient>();
        services.AddSingleton<GrainAnnouncer>();
        services.TryAddSingleton<GrainCaller>();
        services.AddSingleton<INodes, GrainNodes>();
        services.AddSingleton<Admission>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloJoin>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RetentionStart>();
        services.AddOptions<SiloMessagingOptions>()
            .Configure<IOptions<CallOptions>>((messaging, calls) => messaging.ResponseTimeout = calls.Value.Deadline);
        silo.AddGrainService<AnnouncementService>();
        return silo;
    }

    /// <summary>Adds an <see cref="IGraph"/> over the silo's or the client's grains.</summary>
    public static IServiceCollection AddClusterGraph(this IServiceCollection services)
    {
        services.AddWireTypes();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GrainCaller>();
        services.AddSingleton<ClusterGraph>();
        services.AddSingleton<IGraph>(provider => provider.GetRequiredService<ClusterGraph>());
        services.AddSingleton(provider => new OrganizationDesk(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<GrainCaller>()));
        services.AddOptions<ClientMessagingOptions>()
            .Configure<IOptions<CallOptions>>((messaging, calls) => messaging.ResponseTimeout = calls.Value.Deadline);
        return services;
    }
}
