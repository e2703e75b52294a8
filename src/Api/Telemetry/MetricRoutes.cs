using ReplayGraph.Api.OpenApi;

namespace ReplayGraph.Api.Telemetry;

/// <summary>The metrics for Prometheus.</summary>
internal static class MetricRoutes
{
    internal static void MapMetrics(this IEndpointRouteBuilder routes, PrometheusMeters meters) => routes
        .MapPrometheusScrapingEndpoint("/metrics", meters.Provider, configureBranchedPipeline: null, optionsName: null)
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .Document("metrics", "Health", "Metrics in the Prometheus text format")
        .AnswersAnyone<string>("text/plain");
}
