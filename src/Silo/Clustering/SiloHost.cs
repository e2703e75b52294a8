using System.Net;
using Orleans.Configuration;
using Orleans.Dashboard;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Telemetry;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Grains.Hosting;
using ReplayGraph.Postgres.Members;
using ReplayGraph.Silo.Dashboard;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Clustering;

/// <summary>The silo in this process.</summary>
internal static class SiloHost
{
    internal static void Configure(ISiloBuilder silo, ReplayGraphOptions options, ClusterSettings settings)
    {
        silo.Configure<SiloOptions>(named => named.SiloName = settings.SiloName);
        Shedding.Configure(silo);
        silo.Configure<ClusterMembershipOptions>(members => ClusterMembers.Configure(settings, members));
        if (settings.ConnectionString is null)
        {
            InMemory(silo, settings);
        }
        else
        {
            OnPostgres(silo, settings);
        }

        if (settings.Tls is { } tls)
        {
            silo.UseTls(ends => ClusterTls.Configure(tls, ends));
        }

        if (settings.Dashboard)
        {
            silo.AddDashboard(DashboardRoutes.Configure);
        }

        if (OtlpExport.IsEnabled)
        {
            silo.AddActivityPropagation();
        }

        silo.AddReplayGraphNodes(TimeSpan.FromDays(options.RetentionDays), options.ToEvidence(), cacheBytes: settings.CacheBytes);
    }

    private static void InMemory(ISiloBuilder silo, ClusterSettings settings)
    {
        silo.UseLocalhostClustering(
            settings.SiloPort, settings.GatewayPort, serviceId: settings.ServiceId, clusterId: settings.ClusterId);
        silo.UseInMemoryReminderService();
        silo.AddMemoryGrainStorage(NodeHosting.SettingsStorage);
    }

    private static void OnPostgres(ISiloBuilder silo, ClusterSettings settings)
    {
        string connectionString = ClusterMembers.ConnectionStringOf(settings);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId));
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = settings.AdvertisedAddress;
            options.SiloPort = settings.SiloPort;
            options.GatewayPort = settings.GatewayPort;
            options.SiloListeningEndpoint = new IPEndPoint(settings.AdvertisedAddress, settings.SiloPort);
            options.GatewayListeningEndpoint = new IPEndPoint(settings.AdvertisedAddress, settings.GatewayPort);
        });
        silo.UseAdoNetClustering(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembers.Invariant, connectionString));
        silo.Services.AddSingleton(services => new MemberLease(
            connectionString, ClusterMembers.Self(settings, services.GetRequiredService<ILocalSiloDetails>()), TimeProvider.System));
        silo.Services.AddSingleton<ILease>(services => services.GetRequiredService<MemberLease>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LeaseKeeper>();
        silo.Services.AddSingleton(_ => new MemberRevocations(connectionString));
        silo.Services.AddSingleton<IRevocations<SiloAddress>>(services => new SiloRevocations(
            services.GetRequiredService<MemberRevocations>(), address => ClusterMembers.Of(settings, address), TimeProvider.System));
        silo.UseAdoNetReminderService(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembers.Invariant, connectionString));
        silo.AddAdoNetGrainStorage(
            NodeHosting.SettingsStorage,
            options => (options.Invariant, options.ConnectionString) = (ClusterMembers.Invariant, connectionString));
    }
}
