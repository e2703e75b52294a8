using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Lookups;

[Collection(OpenServerTests.Name)]
public sealed class LookupTests(OpenServer server)
{
    private const int Kind = 2;
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task PagesThroughAllLinksOnce()
    {
        string[] replays = [.. Enumerable.Range(1, 25).Select(number => Calls.Id(Kind, number))];
        await _client.IngestAsync([.. replays.SelectMany((replay, i) => (string[])
            [Calls.Segment(replay), Calls.Error(Calls.Id(Kind, 100 + i), 2001, replay, Calls.HourAgo + i)])]);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            string after = cursor is null ? "" : "&cursor=" + cursor;
            JsonElement page = await _client.ReadAsync($"{Calls.Base}issues/2001/replays?limit=10&statsPeriod=1d{after}");
            Assert.Equal(25, page.GetProperty("total").GetInt32());
            seen.AddRange(page.Replays());
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? next.GetString() : null;
        }
        while (cursor is not null && seen.Count <= 25);

        Assert.Equal(replays.Reverse(), seen);
    }

    [Fact]
    public async Task TellsWhatIsNotKnownFromWhatHasNoReplay()
    {
        await _client.IngestAsync(Calls.Error(Calls.Id(Kind, 770), 2011, at: Calls.HourAgo));
        Assert.Equal("""{"replays":[],"total":0}""", await _client.GetStringAsync(new Uri(Calls.Base + "issues/2011/replays", UriKind.Relative)));
        Assert.Equal(
            """{"replays":[],"total":0,"known":false}""",
            await _client.GetStringAsync(new Uri(Calls.Base + "issues/2012/replays", UriKind.Relative)));

        const string Mix = """{"issues":["2011","2012"],"events":["00000000000000000000000000002012"],"include":["by_key"]}""";
        (_, JsonElement mix) = await _client.SendAsync("POST", Calls.Base + "lookup", Calls.Json(Mix));
        Assert.False(mix.TryGetProperty("known", out _));
        Assert.Equal([false, true, true], mix.GetProperty("by_key").EnumerateArray().Select(key => key.TryGetProperty("known", out _)));
    }

    [Fact]
    public async Task AnswersTheIdsAlone_AndNotWhatWasBefore()
    {
        string[] replays = [.. Enumerable.Range(1, 20).Select(number => Calls.Id(Kind, 700 + number))];
        await _client.IngestAsync([.. replays.SelectMany((replay, i) => (string[])
            [Calls.Segment(replay), Calls.Error(Calls.Id(Kind, 730 + i), 2009, replay, Calls.HourAgo + i)])]);
        const string Path = Calls.Base + "issues/2009/replays";
        JsonElement links = await _client.ReadAsync(Path);
        JsonElement ids = await _client.ReadAsync(Path + "?fields=replay_id");

        Assert.Equal(links.Replays(), ids.Replays());
        Assert.Equal(links.ToString(), (await _client.ReadAsync(Path)).ToString());
        Assert.Equal(ids.ToString(), (await _client.ReadAsync(Path + "?fields=replay_id")).ToString());
        Assert.Equal(["replay_id"], ids.GetProperty("replays")[0].EnumerateObject().Select(member => member.Name));

        string late = Calls.Id(Kind, 760);
        await _client.IngestAsync(Calls.Segment(late), Calls.Error(Calls.Id(Kind, 761), 2009, late));
        Assert.Contains(late, (await _client.ReadAsync(Path + "?fields=replay_id")).Replays());
        Assert.Equal(21, (await _client.ReadAsync(Path)).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync("GET", Path + "?fields=project_id")).Status);
    }

    [Fact]
    public async Task RefusesTheCursorOfAnotherQuery()
    {
        await _client.IngestAsync([.. Enumerable.Range(1, 3).SelectMany(i => (string[])
            [Calls.Segment(Calls.Id(Kind, 200 + i)), Calls.Error(Calls.Id(Kind, 210 + i), 2002, Calls.Id(Kind, 200 + i))])]);
        string cursor = (await _client.ReadAsync($"{Calls.Base}issues/2002/replays?limit=1")).GetProperty("next_cursor").GetString()!;
        string[] others =
        [
            "issues/2003/replays?limit=1", "issues/2002/replays?sort=recent", "issues/2002/replays?project=1",
            "issues/2002/replays?fate=any",
        ];
        foreach (string path in others)
        {
            (HttpStatusCode status, JsonElement problem) = await _client.SendAsync("GET", $"{Calls.Base}{path}&cursor={cursor}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("cursor", problem.GetProperty("parameter").GetString());
        }

        Assert.Equal(2, (await _client.ReadAsync($"{Calls.Base}issues/2002/replays?limit=2&cursor={cursor}")).Replays().Length);
    }

    [Theory]
    [InlineData("/api/orders")]
    [InlineData("GET /a b/{id}?x=1&y")]
    [InlineData("100%2F")]
    [InlineData("größe/✓")]
    public async Task FindsTransactionsOfAnyName(string name)
    {
        string replay = Calls.Id(Kind, 300 + name.Length);
        await _client.IngestAsync(
            Calls.Segment(replay),
            Calls.Error(Calls.Id(Kind, 320 + name.Length), 2004, replay, more: $",\"transaction\":{JsonSerializer.Serialize(name)}"));
        Assert.Equal([replay], (await _client.ReadAsync($"{Calls.Base}transactions/{Uri.EscapeDataString(name)}/replays")).Replays());
        JsonElement edges = await _client.ReadAsync($"{Calls.Base}nodes/transaction/{Uri.EscapeDataString(name)}/edges?kind=replay");
        Assert.Equal(replay, edges.GetProperty("edges")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task NarrowsByEventsAndReplays()
    {
        (string brief, string lengthy) = (Calls.Id(Kind, 401), Calls.Id(Kind, 402));
        long at = Calls.HourAgo;
        await _client.IngestAsync(
            Calls.Segment(brief, more: ",\"urls\":[\"https://shop/cart\"],\"environment\":\"prod\""),
            Calls.Segment(lengthy, project: 2, more: ",\"user\":{\"email\":\"a@b.c\"}"),
            Calls.Segment(lengthy, 1, at + 120, project: 2),
            Calls.Error(Calls.Id(Kind, 411), 2005, brief, more: ",\"environment\":\"prod\""),
            Calls.Error(Calls.Id(Kind, 412), 2005, lengthy, at + 10, project: 2));
        (string Query, string[] Expected)[] cases =
        [
            ("", [lengthy, brief]),
            ("?project=1", [brief]),
            ("?project=1&project=-1", [lengthy, brief]),
            ("?environment=prod", [brief]),
            ("?environment=", [lengthy]),
            ("?evidence=tagged,listed", [lengthy, brief]),
            ("?evidence=trace", []),
            ("?fate=pending&fate=archived", []),
            ($"?start={at + 5}", [lengthy]),
            ($"?end={Uri.EscapeDataString(DateTimeOffset.FromUnixTimeSeconds(at + 5).ToString("o"))}", [brief]),
            ($"?statsPeriod=2h&start=2020-01-01T00:00:00Z&end=2020-01-02", [lengthy, brief]),
            ("?min_duration_ms=60000", [lengthy]),
            ("?max_segments=1", [brief]),
            ("?url=shop/*art", [brief]),
            ("?user=a@b.c", [lengthy]),
            ("?replay_environment=prod", [brief]),
            ($"?started_after={at + 1}", []),
            ("?min_errors=1", []),
            ("?sort=recent&limit=1", [lengthy]),
            ("?unknown=1", [lengthy, brief]),
        ];
        foreach ((string query, string[] expected) in cases)
        {
            JsonElement answer = await _client.ReadAsync($"{Calls.Base}issues/2005/replays{query}");
            Assert.Equal((query, string.Join(' ', expected)), (query, string.Join(' ', answer.Replays())));
        }
    }

    [Fact]
    public async Task MixesKeysAndShowsEventsAndKeys()
    {
        string replay = Calls.Id(Kind, 501);
        string trace = Calls.Id(Kind, 502);
        await _client.IngestAsync(
            Calls.Segment(replay, more: $",\"trace_ids\":[\"{trace}\"]"),
            Calls.Error(Calls.Id(Kind, 511), 2006, more: $",\"trace_id\":\"{trace}\",\"transaction\":\"mix\""));
        string keys = $$"""
            "issues":[2006,"2007"],"transactions":["mix"],"traces":["{{trace.ToUpperInvariant()}}"],"events":["{{Calls.Id(Kind, 511)}}"]
            """;
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "POST", Calls.Base + "lookup", Calls.Json($$"""{ {{keys}},"include":["events","by_key"],"limit":5}"""));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([replay], answer.Replays());
        Assert.Equal(1, answer.GetProperty("replays")[0].GetProperty("events").GetInt32());
        Assert.Equal(Calls.Id(Kind, 511), answer.GetProperty("events")[0].GetProperty("event_id").GetString());
        Assert.Equal(
            ["issue 2006 1", "issue 2007 0", "transaction mix 1", $"trace {trace} 1", $"event {Calls.Id(Kind, 511)} 1"],
            answer.GetProperty("by_key").EnumerateArray()
                .Select(key => $"{key.GetProperty("kind")} {key.GetProperty("id")} {key.GetProperty("total")}"));
    }

    [Fact]
    public async Task IncludesInTheAnswerForOneKeyWhatItIncludesForAMix()
    {
        await _client.IngestAsync(Calls.Segment(Calls.Id(Kind, 521)), Calls.Error(Calls.Id(Kind, 522), 2021, Calls.Id(Kind, 521)));
        const string Path = Calls.Base + "issues/2021/replays";
        (_, JsonElement mix) = await _client.SendAsync(
            "POST", Calls.Base + "lookup", Calls.Json("""{"issues":[2021],"include":["events","by_key"]}"""));
        Assert.Equal(mix.GetRawText(), (await _client.ReadAsync(Path + "?include=events,by_key")).GetRawText());
        JsonElement events = await _client.ReadAsync(Path + "?include=events");
        Assert.Equal(Calls.Id(Kind, 522), events.GetProperty("events")[0].GetProperty("event_id").GetString());
        Assert.False(events.TryGetProperty("by_key", out _));
        Assert.False((await _client.ReadAsync(Path)).TryGetProperty("events", out _));
        (HttpStatusCode status, JsonElement refusal) = await _client.SendAsync("GET", Path + "?include=replays");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("include: 'replays' is neither events nor by_key.", refusal.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task ShowsWhatIsThereAndNothingElse()
    {
        string replay = Calls.Id(Kind, 601);
        await _client.IngestAsync(Calls.Error(Calls.Id(Kind, 611), 2008, replay));
        JsonElement pending = (await _client.ReadAsync(Calls.Base + "issues/2008/replays?fate=any")).GetProperty("replays")[0];
        Assert.Equal(
            ["replay_id", "fate", "evidence", "events", "first_seen", "last_seen"],
            pending.EnumerateObject().Select(property => property.Name));
        Assert.Equal("pending", pending.GetProperty("fate").GetString());
        Assert.Equal("{\"replays\":[],\"total\":0}", (await _client.ReadAsync(Calls.Base + "issues/2008/replays")).ToString());
    }
}
