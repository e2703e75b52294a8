using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;

namespace ReplayGraph.Api.Telemetry;

/// <summary>What is measured, for Prometheus.</summary>
internal static class MetricRoutes
{
    internal static void MapMetrics(this IEndpointRouteBuilder routes, Prometheus prometheus) => routes
        .MapGet("/metrics", context => Reply.TextAsync(context, prometheus.Text(), "text/plain; version=0.0.4; charset=utf-8"))
        .Document("metrics", "Health", "Meters as Prometheus text")
        .AnswersAnybody<string>("text/plain");
}
