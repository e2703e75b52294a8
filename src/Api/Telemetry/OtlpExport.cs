using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReplayGraph.Api.Telemetry;

/// <summary>
/// Exports meters and traces over OTLP, if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other variables of that family are
/// obeyed as well.
/// </summary>
public static class OtlpExport
{
    /// <summary>Whether it was asked for.</summary>
    public static bool IsWanted => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    internal static void AddOtlpExport(this IServiceCollection services) => services.AddOpenTelemetry()
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before it.
        .ConfigureResource(resource => resource.Clear().AddService("replaygraph").AddTelemetrySdk().AddEnvironmentVariableDetector())
        .WithTracing(traces => traces
            .AddAspNetCoreInstrumentation()
            .AddSource([.. TelemetrySources.Traces, TelemetrySources.Npgsql])
            .AddOtlpExporter())
        .WithMetrics(meters => meters.AddMeter([.. TelemetrySources.Meters, TelemetrySources.Npgsql]).AddOtlpExporter());
}
