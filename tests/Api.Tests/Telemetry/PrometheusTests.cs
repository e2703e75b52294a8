using System.Net;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Telemetry;

public sealed class PrometheusTests
{
    [Fact]
    public async Task MetersHaveNamesUnitsTypesAndMeanings()
    {
        await using ApiProcess api = await ApiProcess.StartAsync(null);
        await api.Client.IngestAsync(Calls.Error(Calls.Id(7, 11), 1));
        string text = await ReadAsync(api);
        Assert.All(
            (string[])
            [
                "# HELP replaygraph_ingest_facts_total Facts received over HTTP, by outcome",
                "# TYPE replaygraph_ingest_facts_total counter",
                "replaygraph_ingest_facts_total{outcome=\"accepted\"} 1",
                "# TYPE http_server_request_duration_seconds histogram",
                "# TYPE http_server_active_requests gauge",
                "# TYPE dotnet_process_memory_working_set_bytes gauge",
                "# TYPE dotnet_gc_collections_total counter",
            ],
            line => Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal));

        // Lookups take less than a millisecond: the buckets tell them apart.
        string[] bounds = [.. text.Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_bucket", StringComparison.Ordinal)
                && line.Contains("/api/v1/{org}/facts", StringComparison.Ordinal))
            .Select(line => line.Split("le=\"")[1].Split('"')[0])];
        Assert.Equal(20, bounds.Length);
        Assert.Equal(["0.0001", "0.00025", "0.0005", "0.001"], bounds[..4]);

        await api.Client.IngestAsync(Calls.Error(Calls.Id(7, 12), 1));
        Assert.Contains("replaygraph_ingest_facts_total{outcome=\"accepted\"} 2\n", await ReadAsync(api), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await api.Client.SendAsync("POST", "/metrics")).Status);
    }

    private static Task<string> ReadAsync(ApiProcess api) => api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
}
