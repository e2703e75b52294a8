using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Replays;

[Collection(OpenServerTests.Name)]
public sealed class ReplayTests(OpenServer server)
{
    private const int Kind = 3;
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task ShowsWhatHappenedInIt()
    {
        string replay = Calls.Id(Kind, 1);
        string trace = Calls.Id(Kind, 2);
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"trace_ids\":[\"{trace}\"],\"urls\":[\"https://a/\"]"),
            Calls.Segment(replay, 1, more: ",\"replay_type\":\"session\",\"user\":{\"id\":\"u\"}"),
            Calls.Error(Calls.Id(Kind, 11), 3001, replay, more: $",\"transaction\":\"t1\",\"trace_id\":\"{trace}\""),
            Calls.Error(Calls.Id(Kind, 12), 3002, replay, Calls.HourAgo + 1));
        JsonElement shown = await _client.ReadAsync($"{Calls.Base}replays/{{{Guid.Parse(replay)}}}");
        Assert.Equal("live", shown.GetProperty("fate").GetString());
        Assert.Equal("session", shown.GetProperty("replay_type").GetString());
        Assert.Equal("u", shown.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal("https://a/", shown.GetProperty("urls")[0].GetString());

        string path = $"{Calls.Base}replays/{replay}/";
        Assert.Equal($"[\"{trace}\"]", (await _client.ReadAsync(path + "traces")).GetProperty("traces").ToString());
        Assert.Equal("[\"3001\",\"3002\"]", (await _client.ReadAsync(path + "issues")).GetProperty("issues").ToString());
        Assert.Equal("[\"t1\"]", (await _client.ReadAsync(path + "transactions")).GetProperty("transactions").ToString());
        JsonElement first = await _client.ReadAsync(path + "events?limit=1");
        Assert.Equal(2, first.GetProperty("total").GetInt32());
        Assert.Equal(Calls.Id(Kind, 12), first.GetProperty("events")[0].GetProperty("event_id").GetString());
        JsonElement second = await _client.ReadAsync($"{path}events?limit=1&cursor={first.GetProperty("next_cursor")}");
        Assert.Equal(Calls.Id(Kind, 11), second.GetProperty("events")[0].GetProperty("event_id").GetString());
        Assert.False(second.TryGetProperty("next_cursor", out _));
        (HttpStatusCode status, _) = await _client.SendAsync("GET", $"{path}issues?cursor={first.GetProperty("next_cursor")}");
        Assert.Equal(HttpStatusCode.BadRequest, status);

        JsonElement counts = await _client.ReadAsync($"{Calls.Base}nodes/replay/{replay}/edges");
        Assert.Equal(
            ["event 2", "trace 1", "issue 2", "transaction 1"],
            counts.GetProperty("counts").EnumerateArray().Select(count => $"{count.GetProperty("kind")} {count.GetProperty("total")}"));
    }

    [Fact]
    public async Task ItsEventsSayWhichReplayTheyNameThemselves()
    {
        (string replay, string other) = (Calls.Id(Kind, 400), Calls.Id(Kind, 401));
        string[] ids = [Calls.Id(Kind, 411), Calls.Id(Kind, 412), Calls.Id(Kind, 413)];
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"error_ids\":[\"{ids[0]}\",\"{ids[1]}\",\"{ids[2]}\"]"),
            Calls.Error(ids[0], 3009, replay, Calls.HourAgo + 3),
            Calls.Error(ids[1], 3009, other, Calls.HourAgo + 2),
            Calls.Error(ids[2], 3009, null, Calls.HourAgo + 1));
        JsonElement events = (await _client.ReadAsync($"{Calls.Base}replays/{replay}/events")).GetProperty("events");
        Assert.All(events.EnumerateArray(), one => Assert.Equal(replay, one.GetProperty("replay_id").GetString()));
        Assert.Equal([replay, other, null], events.EnumerateArray().Select(one =>
            one.TryGetProperty("tagged_replay_id", out JsonElement tagged) ? tagged.GetString() : null));
    }

    [Theory]
    [InlineData(6, 60)]
    [InlineData(7, -10 * 86_400)]
    public async Task NeverEndsBeforeItBegan(int number, int startsAfter)
    {
        string replay = Calls.Id(Kind, number);
        string start = $",\"replay_start_timestamp\":{Calls.HourAgo + startsAfter}";
        await _client.IngestAsync(Calls.Segment(replay, more: start), Calls.Error(Calls.Id(Kind, number + 20), 3000 + number, replay));
        JsonElement shown = await _client.ReadAsync($"{Calls.Base}replays/{replay}");
        JsonElement links = await _client.ReadAsync($"{Calls.Base}issues/{3000 + number}/replays?max_duration_ms=0&min_duration_ms=0");
        foreach (JsonElement one in (JsonElement[])[shown, links.GetProperty("replays")[0]])
        {
            Assert.Equal(0, one.GetProperty("duration_ms").GetInt64());
            Assert.Equal(one.GetProperty("finished_at").GetString(), one.GetProperty("started_at").GetString());
        }
    }

    [Fact]
    public async Task AnEventThatItListsMayNotHaveCome()
    {
        string replay = Calls.Id(Kind, 300);
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"error_ids\":[\"{Calls.Id(Kind, 311)}\",\"{Calls.Id(Kind, 312)}\"]"),
            Calls.Error(Calls.Id(Kind, 312), 3005));
        JsonElement events = (await _client.ReadAsync($"{Calls.Base}replays/{replay}/events")).GetProperty("events");
        Assert.Equal([Calls.Id(Kind, 312), Calls.Id(Kind, 311)], events.EnumerateArray().Select(one => one.GetProperty("event_id").GetString()));
        Assert.Equal($"{{\"event_id\":\"{Calls.Id(Kind, 311)}\"}}", events[1].ToString());
    }

    [Fact]
    public async Task IsForgottenForGood()
    {
        string replay = Calls.Id(Kind, 100);
        await _client.IngestAsync(Calls.Segment(replay), Calls.Segment(replay, 1), Calls.Error(Calls.Id(Kind, 111), 3003, replay));
        (HttpStatusCode status, JsonElement removed) = await _client.SendAsync("DELETE", $"{Calls.Base}replays/{replay}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("live", removed.GetProperty("fate_before").GetString());
        Assert.Equal(2, removed.GetProperty("segments").GetInt32());
        Assert.Equal(1, removed.GetProperty("events").GetInt32());

        await _client.IngestAsync(Calls.Segment(replay, 2));
        Assert.Empty((await _client.ReadAsync(Calls.Base + "issues/3003/replays")).Replays());
        Assert.Equal("deleted", (await _client.ReadAsync($"{Calls.Base}replays/{replay}")).GetProperty("fate").GetString());

        (_, JsonElement unknown) = await _client.SendAsync("DELETE", $"{Calls.Base}replays/{Calls.Id(Kind, 101)}");
        Assert.Equal("unknown", unknown.GetProperty("fate_before").GetString());
        await _client.IngestAsync(Calls.Segment(Calls.Id(Kind, 101)));
        Assert.Equal("deleted", (await _client.ReadAsync($"{Calls.Base}replays/{Calls.Id(Kind, 101)}")).GetProperty("fate").GetString());
    }

    [Fact]
    public async Task CoverageAddsUpAndPages()
    {
        const string query = "coverage?project=777";
        string replay = Calls.Id(Kind, 200);
        long day = 86_400;
        await _client.IngestAsync(
            Calls.Segment(replay, project: 777),
            Calls.Error(Calls.Id(Kind, 211), 3004, replay, project: 777, more: ",\"platform\":\"javascript\""),
            Calls.Error(Calls.Id(Kind, 212), 3004, Calls.Id(Kind, 201), project: 777),
            Calls.Error(Calls.Id(Kind, 213), 3004, null, Calls.HourAgo - day, project: 777));
        JsonElement all = await _client.ReadAsync(Calls.Base + query);
        Assert.Equal(3, all.GetProperty("total").GetInt32());
        Assert.Equal(3, all.GetProperty("totals").EnumerateArray().Sum(total => total.GetProperty("total").GetInt32()));
        Assert.Equal(1, all.GetProperty("totals").EnumerateArray().Sum(total => total.GetProperty("linked").GetInt32()));
        JsonElement first = await _client.ReadAsync($"{Calls.Base}{query}&limit=2");
        JsonElement second = await _client.ReadAsync($"{Calls.Base}{query}&limit=2&cursor={first.GetProperty("next_cursor")}");
        Assert.Equal(
            all.GetProperty("coverage").EnumerateArray().Select(row => row.ToString()),
            first.GetProperty("coverage").EnumerateArray().Concat(second.GetProperty("coverage").EnumerateArray())
                .Select(row => row.ToString()));
        Assert.False(second.TryGetProperty("next_cursor", out _));
    }

    [Fact]
    public async Task CoverageNamesTheEventsThatItCounts()
    {
        string replay = Calls.Id(Kind, 220);
        await _client.IngestAsync(
            Calls.Segment(replay, project: 778),
            Calls.Error(Calls.Id(Kind, 221), 3005, replay, project: 778, more: ",\"platform\":\"javascript\",\"transaction\":\"/pay\""),
            Calls.Error(Calls.Id(Kind, 222), 3005, Calls.Id(Kind, 229), project: 778),
            Calls.Error(Calls.Id(Kind, 223), 3005, null, Calls.HourAgo - 60, project: 778),
            Calls.Error(Calls.Id(Kind, 224), 3006, null, Calls.HourAgo, project: 778));
        Assert.Equal([Calls.Id(Kind, 221)], await EventsAsync("outcome=linked"));
        Assert.Equal([Calls.Id(Kind, 222)], await EventsAsync("outcome=pending"));
        Assert.Equal([Calls.Id(Kind, 224), Calls.Id(Kind, 223)], await EventsAsync("outcome=unnamed&type=error"));
        Assert.Equal([Calls.Id(Kind, 224)], await EventsAsync("outcome=unnamed&limit=1"));
        Assert.Equal([Calls.Id(Kind, 223)], await EventsAsync("outcome=unnamed&issue=3005"));
        Assert.Empty(await EventsAsync("outcome=linked&backend=true"));
        Assert.Empty(await EventsAsync("outcome=linked&transaction=/cart"));
        Assert.Empty(await EventsAsync("outcome=linked&type=transaction"));
        JsonElement linked = await _client.ReadAsync($"{Calls.Base}coverage/events?outcome=linked&project=778");
        Assert.False(linked.GetProperty("events")[0].GetProperty("backend").GetBoolean());
        JsonElement narrow = await _client.ReadAsync($"{Calls.Base}coverage?project=778&issue=3005&backend=true");
        Assert.Equal(2, Assert.Single(narrow.GetProperty("totals").EnumerateArray()).GetProperty("total").GetInt32());

        async Task<IEnumerable<string?>> EventsAsync(string query) =>
            (await _client.ReadAsync($"{Calls.Base}coverage/events?project=778&{query}")).GetProperty("events").EnumerateArray()
                .Select(one => one.GetProperty("event_id").GetString());
    }
}
