using ReplayGraph.Api.Coverage;
using ReplayGraph.Api.Docs;
using ReplayGraph.Api.Facts;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.ReplayCount;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Sentry;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api;

/// <summary>The API over any graph: what a program adds and maps, once it has put an <see cref="IGraph"/> into its services.</summary>
public static class ReplayGraphApi
{
    // The most that replay-count takes, 25 names of 200 characters, each of 4 bytes of which each is written with 3; and the rest.
    private const int MaxRequestLine = 64 * 1024;

    /// <summary>Adds what the API needs, and limits the server.</summary>
    public static void AddReplayGraphApi(this WebApplicationBuilder builder, ReplayGraphOptions options)
    {
        // Without it a compressed body that was cut short reads like one that ends, and half of it would be acknowledged.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        builder.AddLogLevels(LogLevels.OfTheApi);
        IServiceCollection services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (options.IsOpen)
            {
                OpenToOthersException.Guard(kestrel);
            }

            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        });
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IngestMeters>();
        services.AddSingleton<PrometheusMeters>();
        services.AddSingleton<ApiServices>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddDocument();
        if (OtlpExport.IsWanted)
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
        ReplayRoutes.Map(app, services);
        NeighbourRoutes.Map(app, services);
        CoverageRoutes.Map(app, services);
        ReplayCountRoutes.Map(app, services);
        app.MapOpenApi("/openapi/v1.json");
        app.MapDocs();
    }

    /// <summary>Maps what tells of the process alone, for one that answers nobody's questions: probes and meters.</summary>
    public static void MapReplayGraphProbes(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.MapHealth(app.Services.GetService<IGraphHealth>());
        app.MapMetrics(app.Services.GetRequiredService<PrometheusMeters>());
    }
}
