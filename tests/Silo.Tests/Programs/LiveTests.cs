using System.Net.ServerSentEvents;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class LiveTests
{
    private const string Issue = Calls.Base + "issues/1/replays/live";

    [Theory]
    [InlineData(Issue)]
    [InlineData("/explore/default/issues/1/live")]
    public async Task StreamsNewReplays_AndEndsWhenTheProcessStops(string path)
    {
        await using SiloProcess silo = await SiloProcess.Begin("--ReplayGraph:Live:IntervalMs", "100").ServesAsync();
        await silo.IsReadyAsync();
        await IngestAsync(silo, 1);
        await using EventStream stream = await EventStream.OpenAsync(silo.Client, path);
        SseItem<string> first = (await stream.NextAsync())!.Value;
        Assert.Equal(("heartbeat", """{"total":1}"""), (first.EventType, first.Data));
        await IngestAsync(silo, 2);
        SseItem<string> news = (await stream.NextNewsAsync())!.Value;
        Assert.Equal("replay", news.EventType);
        Assert.Contains(Calls.Id(7, 2), news.Data, StringComparison.Ordinal);

        // Another stream continues where the first one was.
        await using EventStream resumed = await EventStream.OpenAsync(silo.Client, path, first.EventId);
        Assert.Equal(news.Data, (await resumed.NextAsync())!.Value.Data);
        silo.BeginToStop();
        Assert.Null(await stream.NextNewsAsync());
        Assert.Null(await resumed.NextNewsAsync());
        Assert.Equal(0, await silo.EndAsync());
    }

    private static Task IngestAsync(SiloProcess silo, int replay) => silo.Client.IngestAsync(
        Calls.Segment(Calls.Id(7, replay), at: Calls.HourAgo + replay),
        Calls.Error(Calls.Id(8, replay), 1, Calls.Id(7, replay), at: Calls.HourAgo + replay));
}
