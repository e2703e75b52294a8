using ReplayGraph.Api;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Status;
using ReplayGraph.Api.Webhooks;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Explorer;
using ReplayGraph.Grains.Hosting;
using ReplayGraph.Grains.Webhooks;
using ReplayGraph.Postgres;
using ReplayGraph.Silo.Clustering;
using ReplayGraph.Silo.Dashboard;
using ReplayGraph.Silo.Health;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Organizations;
using ReplayGraph.Silo.Spools;
using ReplayGraph.Silo.Webhooks;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Hosting;

/// <summary>Composes a process of the cluster by its role.</summary>
internal static class ClusterProgram
{
    internal static WebApplication Build(WebApplicationBuilder builder, ReplayGraphOptions options, ClusterSettings settings)
    {
        IServiceCollection services = builder.Services;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.AddReplayGraphApi(options);
        builder.AddLogLevels(ClusterLogLevels.All);
        var watchdog = new WatchdogLog(builder.Logging);
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddIdentity(settings, Pod.Here));
        services.AddSingleton(settings);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopDeadline.Of(settings));
        AddHealth(services, settings);
        if (settings.HasSilo)
        {
            AddStore(services, settings);
            builder.UseOrleans(silo => SiloHost.Configure(silo, options, settings));
            services.AddHostedService<SiloDeaths>();
        }
        else
        {
            HashSet<ServiceDescriptor> before = [.. services];
            builder.UseOrleansClient(client => FrontEnd.Configure(client, settings));
            if (settings.ServesEarly)
            {
                LateConnection.Add(services, before);
            }
        }

        if (settings.HasApi)
        {
            services.AddClusterGraph();
            if (settings.Spool is { } spool)
            {
                services.AddSpool(spool);
            }
        }

        // After the silo or the client, which the checks call.
        services.AddHostedService<Pulses>();
        if (settings.HasApi)
        {
            services.AddWebhooks(options, provider => new GrainWebhookStore(
                provider.GetRequiredService<SharedWebhookState>(), provider.GetService<LateConnection>()));
        }

        WebApplication app = builder.Build();
        if (settings.HasApi)
        {
            _ = app.Services.GetService<SpoolMeters>();
            app.MapReplayGraph();
            app.MapExplorer(settings.Dashboard ? DashboardRoutes.Path + "/" : null);
            if (app.Services.GetService<LateConnection>() is { } connection)
            {
                app.Use(connection.GateAsync);
            }

            MapForAdmins(app, options, settings);
        }
        else
        {
            app.MapReplayGraphProbes();
        }

        watchdog.EnableWhenStarted(app.Lifetime);
        app.Services.GetRequiredService<StopDeadline>().Watch();
        return app;
    }

    private static void MapForAdmins(WebApplication app, ReplayGraphOptions options, ClusterSettings settings)
    {
        OrganizationRoutes.Map(app, new Authorizer(options.Organizations));
        if (settings.Dashboard)
        {
            app.MapDashboard(options);
        }
    }

    private static void AddStore(IServiceCollection services, ClusterSettings settings)
    {
        if (settings.ConnectionString is { } connectionString)
        {
            services.AddSingleton<INodeStore>(provider => new PostgresStore(new PostgresOptions
            {
                ConnectionString = connectionString,
                Writer = ClusterMembers.Self(settings, provider.GetRequiredService<ILocalSiloDetails>()),
            }));
        }
        else
        {
            services.AddSingleton<INodeStore, MemoryStore>();
        }
    }

    private static void AddHealth(IServiceCollection services, ClusterSettings settings)
    {
        services.AddSingleton<StopDeadline>();
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<IGraphHealth>(provider => new ClusterHealth(
            provider.GetService<ISiloStatusOracle>(),
            provider.GetService<ILease>(),
            provider.GetServices<Pulse>(),
            provider.GetRequiredService<Drain>(),
            provider.GetService<Spool>()));
        services.AddSingleton<IHostStatus>(provider => new ClusterStatus(
            settings,
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetService<ILease>(),
            provider.GetService<Spool>(),
            provider.GetRequiredService<TimeProvider>()));
        if (settings.ConnectionString is { } connectionString)
        {
            services.AddSingleton(Pulses.SourceOf(connectionString));
            services.AddSingleton(Pulses.OfDatabase);
        }

        if (!settings.HasSilo)
        {
            services.AddSingleton(Pulses.OfCluster);
        }
    }
}
