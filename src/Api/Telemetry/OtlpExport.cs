using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReplayGraph.Api.Telemetry;

/// <summary>
/// Exports meters and traces over OTLP, if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other variables of that family are
/// obeyed as well.
/// </summary>
public sealed class OtlpExport : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _meters;

    /// <summary>Whether it was asked for.</summary>
    public static bool IsWanted => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource("Microsoft.AspNetCore", IngestMeters.MeterName, IngestMeters.MeterName + ".*", "Microsoft.Orleans.*", "Npgsql")
            .AddOtlpExporter()
            .Build();
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddMeter(IngestMeters.MeterName, IngestMeters.MeterName + ".*", "Microsoft.Orleans", "Npgsql")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _meters?.Dispose();
        (_traces, _meters) = (null, null);
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before it.
    private static void Describe(ResourceBuilder resource) =>
        resource.Clear().AddService("replaygraph").AddTelemetrySdk().AddEnvironmentVariableDetector();
}
