namespace ReplayGraph.Api.Telemetry;

/// <summary>The sources of metrics and traces. Each part of the product has its own, such as <c>ReplayGraph.Grains</c>.</summary>
internal static class TelemetrySources
{
    private static readonly string[] _ours = [IngestMeters.MeterName, IngestMeters.MeterName + ".*"];

    internal static IReadOnlyList<string> Meters { get; } =
        [.. _ours, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Microsoft.Orleans"];

    internal static IReadOnlyList<string> Traces { get; } = [.. _ours, "Microsoft.Orleans.*"];

    /// <summary>Npgsql's source of both metrics and traces.</summary>
    internal const string Npgsql = "Npgsql";
}
