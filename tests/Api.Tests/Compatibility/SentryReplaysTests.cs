using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>One replay: what Sentry shows of it, and what is shown here.</summary>
[Collection(OpenServerTests.Name)]
public sealed class SentryReplaysTests(OpenServer server)
{
    private const int Kind = 43;
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task IsShownByItsId()
    {
        (string one, string two) = (Calls.Id(Kind, 1), Calls.Id(Kind, 2));
        await _client.IngestAsync(Calls.Segment(one), Calls.Segment(one, 1), Calls.Segment(two), Calls.Segment(two, 1));
        Assert.Equal(one, (await ShowAsync(one)).GetProperty("replay_id").GetString());
        Assert.Equal(two, (await ShowAsync(two)).GetProperty("replay_id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("GET", $"{Calls.Base}replays/{Calls.Id(Kind, 3)}")).Status);
    }

    [Fact]
    public async Task IsTheSumOfItsSegments()
    {
        (string replay, string first, string second) = (Calls.Id(Kind, 10), Calls.Id(Kind, 11), Calls.Id(Kind, 12));
        long at = Calls.HourAgo;
        await _client.IngestAsync(
            Calls.Segment(replay, 2, at + 21, more: $",\"trace_ids\":[\"{second}\"],\"urls\":[\"/a\"]"),
            Calls.Segment(replay, 0, at, more: $",\"trace_ids\":[\"{first}\"],\"urls\":[\"/a\"]"),
            Calls.Segment(replay, 1, at + 18, more: $",\"trace_ids\":[\"{second}\"],\"urls\":[\"/b\"],\"error_ids\":[]"));
        await LinkAsync(replay, "error_id", Calls.Id(Kind, 13));
        JsonElement shown = await ShowAsync(replay);
        Assert.Equal((3, 2, 1), (Number(shown, "segments"), Number(shown, "traces"), Number(shown, "errors")));
        Assert.Equal(21_000, Number(shown, "duration_ms"));
        Assert.Equal((at, at + 21), (Seconds(shown, "started_at"), Seconds(shown, "finished_at")));
        Assert.Equal("[\"/a\",\"/b\"]", shown.GetProperty("urls").GetRawText());
        Assert.Equal(
            $"[\"{first}\",\"{second}\"]",
            (await _client.ReadAsync($"{Calls.Base}replays/{replay}/traces")).GetProperty("traces").GetRawText());
    }

    [Fact]
    public async Task IsUnknownPastItsRetention()
    {
        string replay = Calls.Id(Kind, 15);
        await _client.IngestAsync(Calls.Segment(replay, at: Calls.HourAgo - (100 * 86_400)));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("GET", $"{Calls.Base}replays/{replay}")).Status);
    }

    [Fact]
    public async Task AnswersForAnEventWhereverItsOwnTimesLie()
    {
        string replay = Calls.Id(Kind, 16);
        long at = Calls.HourAgo;
        await _client.IngestAsync(
            Calls.Segment(replay, 0, at - 1800), Calls.Segment(replay, 1, at - 900), Calls.Error(Calls.Id(Kind, 17), 43_005, replay, at));
        JsonElement found = await _client.ReadAsync($"{Calls.Base}issues/43005/replays?start={at - 60}&end={at + 60}");
        Assert.Equal([replay], found.Replays());
    }

    [Fact]
    public async Task IsWholeWhateverProjectsItCrosses()
    {
        string replay = Calls.Id(Kind, 20);
        long at = Calls.HourAgo;
        await _client.IngestAsync(
            Calls.Segment(replay, 0, at, project: 43),
            Calls.Segment(replay, 1, at + 18, project: 44),
            Calls.Segment(replay, 2, at + 21, project: 44));
        await LinkAsync(replay, "error_id", Calls.Id(Kind, 21), project: 43);
        await LinkAsync(replay, "error_id", Calls.Id(Kind, 22), project: 44);
        JsonElement shown = await ShowAsync(replay);
        Assert.Equal((3, 2, 21_000), (Number(shown, "segments"), Number(shown, "errors"), Number(shown, "duration_ms")));
    }

    [Fact]
    public async Task CannotBeWatchedWithoutItsFirstSegment()
    {
        string replay = Calls.Id(Kind, 30);
        await _client.IngestAsync(
            Calls.Segment(replay, 2), Calls.Segment(replay, 1), Calls.Error(Calls.Id(Kind, 31), 43_001, replay));
        Assert.Equal("partial", (await ShowAsync(replay)).GetProperty("fate").GetString());
        Assert.Empty(await _client.ReplaysOfAsync(43_001));
    }

    [Fact]
    public async Task ShowsNothingOfWhatAPersonDidOnceArchived()
    {
        string replay = Calls.Id(Kind, 40);
        await _client.IngestAsync(
            Calls.Segment(replay, more: ",\"urls\":[\"/a\"],\"user\":{\"id\":\"u\"},\"environment\":\"prod\""),
            Calls.Segment(replay, null, Calls.HourAgo + 15, more: ",\"is_archived\":true"));
        JsonElement shown = await ShowAsync(replay);
        Assert.Equal("archived", shown.GetProperty("fate").GetString());
        Assert.False(shown.TryGetProperty("urls", out _) || shown.TryGetProperty("user", out _) || shown.TryGetProperty("segments", out _));
    }

    [Fact]
    public async Task IsDeletedAlone()
    {
        (string gone, string kept) = (Calls.Id(Kind, 50), Calls.Id(Kind, 51));
        await _client.IngestAsync(
            Calls.Segment(gone), Calls.Segment(gone, 1), Calls.Segment(kept),
            Calls.Error(Calls.Id(Kind, 52), 43_002, gone), Calls.Error(Calls.Id(Kind, 53), 43_002, kept));
        await _client.SendAsync("DELETE", $"{Calls.Base}replays/{gone}");
        Assert.Equal([kept], await _client.ReplaysOfAsync(43_002));
    }

    [Fact]
    public async Task CountsAnEventOnceHoweverOftenItIsNamed()
    {
        (string replay, string one, string two) = (Calls.Id(Kind, 60), Calls.Id(Kind, 61), Calls.Id(Kind, 62));
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"error_ids\":[\"{one}\",\"{two}\"]"), Calls.Segment(replay, 1, more: ",\"error_ids\":[]"));
        await LinkAsync(replay, "error_id", one);
        await LinkAsync(replay, "fatal_id", two);
        Assert.Equal(2, Number(await ShowAsync(replay), "errors"));
    }

    [Fact]
    public async Task CountsEventsOfEveryLevelTogether()
    {
        string replay = Calls.Id(Kind, 70);
        await _client.IngestAsync(Calls.Segment(replay));
        string[] levels = ["fatal_id", "error_id", "warning_id", "info_id", "debug_id"];
        for (int i = 0; i < levels.Length; i++)
        {
            await LinkAsync(replay, levels[i], Calls.Id(Kind, 71 + i));
        }

        Assert.Equal(5, Number(await ShowAsync(replay), "errors"));
    }

    [Fact]
    public async Task ShowsItsEventsOfAllProjectsWithTheirIssues()
    {
        (string replay, string one, string two) = (Calls.Id(Kind, 80), Calls.Id(Kind, 81), Calls.Id(Kind, 82));
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"error_ids\":[\"{one}\"]"),
            Calls.Error(one, 43_003, at: Calls.HourAgo + 1, project: 43), Calls.Error(two, 43_004, replay, project: 44));
        JsonElement events = (await _client.ReadAsync($"{Calls.Base}replays/{replay}/events")).GetProperty("events");
        Assert.Equal(
            [$"{one} 43003 43", $"{two} 43004 44"],
            events.EnumerateArray().Select(one => $"{Word(one, "event_id")} {Word(one, "issue_id")} {Word(one, "project_id")}"));
    }

    private async Task<JsonElement> ShowAsync(string replay) => await _client.ReadAsync($"{Calls.Base}replays/{replay}");

    private async Task LinkAsync(string replay, string field, string id, int project = 1)
    {
        string message = $$$"""
            {"type":"replay_event","start_time":1,"replay_id":"{{{replay}}}","project_id":{{{project}}},"retention_days":90,
            "payload":{"type":"event_link","replay_id":"{{{replay}}}","{{{field}}}":"{{{id}}}","timestamp":{{{Calls.HourAgo}}}}}
            """;
        (HttpStatusCode status, JsonElement body) = await _client.SendAsync(
            "POST", Calls.Base + "sentry/replays", Calls.Lines(message.ReplaceLineEndings("")));
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
    }

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static long Seconds(JsonElement of, string name) => of.GetProperty(name).GetDateTimeOffset().ToUnixTimeSeconds();

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
