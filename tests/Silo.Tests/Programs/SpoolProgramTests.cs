using System.Net;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>A front-end takes what SDKs send while its silos and its database are away. SDKs send once.</summary>
[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class SpoolProgramTests(PostgresFixture postgres) : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatSdksSendIsKeptThroughARestartWithoutSilosAndDatabase()
    {
        if (!postgres.Server.IsOwn)
        {
            return;
        }

        string database = await postgres.Server.CreateDatabaseAsync();
        await using (SiloProcess silo = await Begin(database, "silo").ServesAsync())
        await using (SiloProcess frontEnd = await BeginFrontEnd(database).ServesAsync())
        {
            await UntilConnectedAsync(frontEnd);
            await frontEnd.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)));
            Assert.Equal(HttpStatusCode.OK, await SendAsync(frontEnd, 1));
            Assert.Equal(0, await MetricAsync(frontEnd, "replaygraph_spool_facts_total"));

            // Stopped, not killed: its successor need not wait until it is certainly gone.
            await silo.StopAsync();
            await postgres.Server.StopAsync();
            Assert.Equal(HttpStatusCode.OK, await SendAsync(frontEnd, 2));
            Assert.Equal(1, await MetricAsync(frontEnd, "replaygraph_spool_facts_total"));
            Assert.True(await MetricAsync(frontEnd, "replaygraph_spool_size_bytes") > 0);
            Assert.Equal(HttpStatusCode.OK, await frontEnd.ProbeAsync("ready"));
            await frontEnd.KillAsync();
        }

        await using SiloProcess again = await BeginFrontEnd(database).ServesAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(again, 3));
        Assert.Equal(HttpStatusCode.OK, await again.ProbeAsync("ready"));
        Assert.Equal(HttpStatusCode.OK, await again.ProbeAsync("startup"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await again.Client.SendAsync("GET", Calls.Base + "coverage")).Status);
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            (await again.Client.SendAsync("POST", Calls.Base + "facts", Calls.Lines(Calls.Segment(Calls.Id(7, 2))))).Status);

        await postgres.Server.StartAgainAsync();
        await using SiloProcess back = await Begin(database, "silo").ServesAsync();
        await UntilConnectedAsync(again);
        await Probes.UntilAsync("the spool is empty", async () => await MetricAsync(again, "replaygraph_spool_size_bytes") == 0);
        for (int number = 1; number <= 3; number++)
        {
            JsonElement links = await again.Client.ReadAsync($"{Calls.Base}events/{Calls.Id(8, number)}/replays");
            Assert.Equal([Calls.Id(7, 1)], links.Replays());
        }

        Assert.True(await MetricAsync(again, "replaygraph_spool_delivered_total") >= 2);
        Assert.Equal(0, await again.StopAsync());
    }

    [Fact]
    public async Task AFullSpoolSays429()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess frontEnd = await BeginFrontEnd(database, "--ReplayGraph:Cluster:Spool:MaxBytes", "1048576").ServesAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(frontEnd, 1));
        using HttpResponseMessage answer = await FillAsync(frontEnd);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("10", answer.Headers.RetryAfter?.ToString());
        string? detail = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString();
        Assert.Contains("spool", detail, StringComparison.Ordinal);
        Assert.True(await MetricAsync(frontEnd, "replaygraph_spool_dropped_total", "reason=\"full\"") > 0);
        Assert.Equal(0, await frontEnd.StopAsync());
    }

    [Fact]
    public async Task ASiloWithTheApiSpoolsToo()
    {
        if (!postgres.Server.IsOwn)
        {
            return;
        }

        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess silo = await Begin(database, "both", "--ReplayGraph:Cluster:Spool:Folder", Path.Combine(_folder, "spool"))
            .ServesAsync();
        await silo.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)));
        await postgres.Server.StopAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(silo, 1));
        await postgres.Server.StartAgainAsync();
        await Probes.UntilAsync("the spool is empty", async () => await MetricAsync(silo, "replaygraph_spool_size_bytes") == 0);
        await Probes.UntilAsync("the event is found", async () =>
            (await silo.Client.SendAsync("GET", $"{Calls.Base}events/{Calls.Id(8, 1)}/replays")).Body is { ValueKind: JsonValueKind.Object } links
            && links.TryGetProperty("replays", out JsonElement replays) && replays.GetArrayLength() == 1);
        Assert.Equal(0, await silo.StopAsync());
    }

    // Segments with thousands of traces, until one is refused.
    private static async Task<HttpResponseMessage> FillAsync(SiloProcess frontEnd)
    {
        string traces = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"{Calls.Id(9, i)}\""));
        for (int number = 0; ; number++)
        {
            string what = $"\"replay_id\":\"{Calls.Id(7, 1)}\",\"segment_id\":{number},\"timestamp\":{Calls.HourAgo}";
            string segment = $"{{\"type\":\"replay_event\",{what},\"trace_ids\":[{traces}]}}";
            HttpResponseMessage answer = await PostAsync(frontEnd, $"{{}}\n{{\"type\":\"replay_event\"}}\n{segment}\n");
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static async Task<HttpStatusCode> SendAsync(SiloProcess frontEnd, int number)
    {
        string tags = $"{{\"replayId\":\"{Calls.Id(7, 1)}\"}}";
        string error =
            $$"""
            {"event_id":"{{Calls.Id(8, number)}}","message":"error {{number}}","timestamp":{{Calls.HourAgo}},"tags":{{tags}}}
            """;
        using HttpResponseMessage answer = await PostAsync(frontEnd, $"{{}}\n{{\"type\":\"event\"}}\n{error}\n");
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(SiloProcess frontEnd, string envelope) => frontEnd.Client.RawAsync(
        "POST", $"/api/1/envelope/?sentry_key={Key}", new StringContent(envelope, Encoding.UTF8, "application/x-sentry-envelope"));

    private static async Task<double> MetricAsync(SiloProcess process, string name, string label = "")
    {
        string metrics = await process.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        string? line = metrics.Split('\n').FirstOrDefault(one =>
            one.StartsWith(name, StringComparison.Ordinal) && one.Contains(label, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task UntilConnectedAsync(SiloProcess frontEnd) => Probes.UntilAsync(
        "the front-end has found a silo",
        async () => (await frontEnd.Client.SendAsync("GET", Calls.Base + "coverage")).Status == HttpStatusCode.OK);

    private static SiloProcess Begin(string database, string role, params string[] more) => SiloProcess.Begin(
        ["--ReplayGraph:Cluster:ConnectionString", database, "--ReplayGraph:Cluster:Role", role, .. more]);

    private SiloProcess BeginFrontEnd(string database, params string[] more) =>
        Begin(database, "api", ["--ReplayGraph:Cluster:Spool:Folder", Path.Combine(_folder, "spool"), .. more]);
}
