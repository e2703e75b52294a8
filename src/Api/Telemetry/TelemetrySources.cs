namespace ReplayGraph.Api.Telemetry;

/// <summary>Where meters and traces come from. Each part of the product has a name of its own, such as <c>ReplayGraph.Grains</c>.</summary>
internal static class TelemetrySources
{
    private static readonly string[] _ours = [IngestMeters.MeterName, IngestMeters.MeterName + ".*"];

    internal static IReadOnlyList<string> Meters { get; } =
        [.. _ours, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Microsoft.Orleans"];

    internal static IReadOnlyList<string> Traces { get; } = [.. _ours, "Microsoft.Orleans.*"];

    /// <summary>Both meters and traces.</summary>
    internal const string Npgsql = "Npgsql";
}
