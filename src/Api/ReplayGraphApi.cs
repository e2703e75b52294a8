using Microsoft.AspNetCore.Connections;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Coverage;
using ReplayGraph.Api.Docs;
using ReplayGraph.Api.Facts;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.ReplayCount;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Sentry;
using ReplayGraph.Api.Services;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api;

/// <summary>The API over any graph. A program registers an <see cref="IGraph"/>, and adds and maps the API.</summary>
public static class ReplayGraphApi
{
    // The longest replay-count: 25 names of 200 characters, each of 4 bytes, each byte percent-encoded as 3; and the rest.
    private const int MaxRequestLine = 64 * 1024;

    /// <summary>Adds the services of the API, and sets the limits of the server.</summary>
    public static void AddReplayGraphApi(this WebApplicationBuilder builder, ReplayGraphOptions options)
    {
        // Without it a truncated compressed body reads like a complete one, and half of it would be acknowledged.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        builder.AddLogLevels(LogLevels.OfTheApi);
        builder.AddSingleLines();
        IServiceCollection services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (options.IsOpen)
            {
                OpenToOthersException.Guard(kestrel);
            }

            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = 10_000 + options.Live.MaxSubscribers;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        });
        services.AddSingleton<IMemoryPoolFactory<byte>>(new ReceiveBlocks());
        services.AddSingleton(options);
        if (options.Organizations is ReloadedOrganizations reloaded)
        {
            services.AddHostedService(provider => new OrganizationsReload(
                builder.Configuration.GetSection(OptionNames.Section),
                reloaded,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<OrganizationsReload>>()));
        }

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IngestMeters>();
        services.AddSingleton<PrometheusMeters>();
        services.AddSingleton<ApiServices>();
        services.AddSingleton<LiveStop>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveStop>());
        services.AddSingleton<LiveMeters>();
        services.AddSingleton<LiveHub>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddDocument();
        if (OtlpExport.IsEnabled)
        {
            services.AddOtlpExport();
        }
    }

    /// <summary>Maps every call.</summary>
    public static void MapReplayGraph(this WebApplication app)
    {
        app.MapReplayGraphProbes();
        ApiServices services = app.Services.GetRequiredService<ApiServices>();
        app.MapFacts(services);
        app.MapSentry(services);
        app.MapLookups(services);
        LiveRoutes.Map(app, services, app.Services.GetRequiredService<LiveHub>());
        ReplayRoutes.Map(app, services);
        NeighbourRoutes.Map(app, services);
        CoverageRoutes.Map(app, services);
        ReplayCountRoutes.Map(app, services);
        app.MapOpenApi("/openapi/v1.json");
        app.MapDocs();
    }

    /// <summary>Maps only probes and metrics, for a process without the API.</summary>
    public static void MapReplayGraphProbes(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.MapHealth(app.Services.GetService<IGraphHealth>());
        app.MapMetrics(app.Services.GetRequiredService<PrometheusMeters>());
    }
}
