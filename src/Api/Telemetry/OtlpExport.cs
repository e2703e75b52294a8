using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReplayGraph.Api.Telemetry;

/// <summary>
/// Exports metrics and traces over OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The other <c>OTEL_</c> variables apply too.
/// </summary>
public static class OtlpExport
{
    /// <summary>Whether the endpoint is set.</summary>
    public static bool IsEnabled => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    internal static void AddOtlpExport(this IServiceCollection services) => services.AddOpenTelemetry()
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override it.
        .ConfigureResource(resource => resource.Clear().AddService("replaygraph").AddTelemetrySdk().AddEnvironmentVariableDetector())
        .WithTracing(traces => traces
            .AddAspNetCoreInstrumentation()
            .AddSource([.. TelemetrySources.Traces, TelemetrySources.Npgsql])
            .AddOtlpExporter())
        .WithMetrics(meters => meters.AddMeter([.. TelemetrySources.Meters, TelemetrySources.Npgsql]).AddOtlpExporter());
}
