using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ReplayGraph.Api.Telemetry;

/// <summary>
/// The meters that Prometheus can scrape: those of the product, the server and the runtime. Npgsql's are exported only over OTLP: they name
/// the database and its user, and anyone who reaches the server can scrape.
/// </summary>
internal sealed class PrometheusMeters : IDisposable
{
    // Seconds: the buckets that OpenTelemetry recommends for HTTP, with finer ones below.
    private static readonly double[] _seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly double[] _milliseconds = [.. _seconds.Select(bound => bound * 1000)];

    // Other histograms measure sizes: rows of a commit, bytes of a message.
    private static readonly double[] _sizes =
        [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 1_000_000, 10_000_000];

    internal MeterProvider Provider { get; } = Sdk.CreateMeterProviderBuilder()
        .AddMeter([.. TelemetrySources.Meters])
        .AddView(Buckets)
        .AddPrometheusExporter(exporter =>
        {
            exporter.ScopeInfoEnabled = false;
            exporter.TargetInfoEnabled = false;
            // Two scrapes in quick succession must not show the same values.
            exporter.ScrapeResponseCacheDurationMilliseconds = 0;
        })
        .Build();

    public void Dispose() => Provider.Dispose();

    private static ExplicitBucketHistogramConfiguration? Buckets(Instrument instrument) =>
        instrument.GetType().GetGenericTypeDefinition() != typeof(Histogram<>) ? null : new()
        {
            Boundaries = instrument.Unit switch { "s" => _seconds, "ms" => _milliseconds, _ => _sizes },
        };
}
