using ReplayGraph.Api.OpenApi;

namespace ReplayGraph.Api.Telemetry;

/// <summary>What is measured, for Prometheus.</summary>
internal static class MetricRoutes
{
    internal static void MapMetrics(this IEndpointRouteBuilder routes, PrometheusMeters meters) => routes
        .MapPrometheusScrapingEndpoint("/metrics", meters.Provider, configureBranchedPipeline: null, optionsName: null)
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .Document("metrics", "Health", "Meters as Prometheus text")
        .AnswersAnybody<string>("text/plain");
}
