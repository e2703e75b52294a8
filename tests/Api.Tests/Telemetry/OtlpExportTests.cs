using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task MetersAndTracesGoOutWhereTheEnvironmentSays()
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        Dictionary<string, string> environment = collector.Environment;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = "team=replays";
        await using (ApiProcess api = await ApiProcess.StartWithAsync(environment))
        {
            await api.Client.IngestAsync(Calls.Error(Calls.Id(7, 1), 1));

            // What was not exported yet goes out as it stops.
            Assert.Equal(0, await api.StopAsync());
        }

        Assert.All((string[])["metrics", "traces"], signal =>
        {
            Assert.Contains("replaygraph", collector[signal], StringComparison.Ordinal);
            Assert.Contains("replays", collector[signal], StringComparison.Ordinal);
        });
        Assert.Contains("replaygraph.ingest.facts", collector["metrics"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector["metrics"], StringComparison.Ordinal);
        Assert.Contains("/api/v1/{org}/facts", collector["traces"], StringComparison.Ordinal);
    }
}
