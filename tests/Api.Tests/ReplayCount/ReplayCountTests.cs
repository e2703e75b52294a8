using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.ReplayCount;

[Collection(OpenServerTests.Name)]
public sealed class ReplayCountTests(OpenServer server)
{
    private const int Kind = 4;
    private const string Path = "/api/0/organizations/default/replay-count/";
    private readonly HttpClient _client = server.Client;

    [Theory]
    [InlineData("", "{\"query\":[\"This field is required.\"]}")]
    [InlineData("query=%20", "{\"query\":[\"This field may not be blank.\"]}")]
    [InlineData("query=issue.id:[1]&data_source=abc", "{\"data_source\":[\"\\\"abc\\\" is not a valid choice.\"]}")]
    [InlineData("query=issue.id:[1]&returnIds=maybe", "{\"returnIds\":[\"Must be a valid boolean.\"]}")]
    [InlineData("query=release:x", "{\"detail\":\"Must provide at least one issue.id, transaction, or replay_id\"}")]
    [InlineData("query=issue.id:[1] transaction:[a]", "{\"detail\":\"Must provide only one of: issue.id, transaction, replay_id\"}")]
    [InlineData("query=issue.id:[1] OR (issue.id:[2])", "{\"detail\":\"Must provide only one of: issue.id, transaction, replay_id\"}")]
    [InlineData("query=issue.id:1", "{\"detail\":\"Condition value must be a list of strings\"}")]
    [InlineData("query=transaction:a", "{\"detail\":\"Condition value must be a list of strings\"}")]
    [InlineData(
        "query=issue.id:[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26]",
        "{\"detail\":\"Too many values provided\"}")]
    [InlineData("query=replay_id:[nope]", "{\"detail\":\"badly formed hexadecimal UUID string\"}")]
    [InlineData("query=transaction:[a,b]&data_source=spans", "{\"detail\":\"The spans data source only supports a single value\"}")]
    [InlineData("query=issue.id:[1]&start=2026-01-01", "{\"detail\":\"start and end are both required\"}")]
    [InlineData("query=issue.id:[1]&start=2026-01-02&end=2026-01-01", "{\"detail\":\"start must be before end\"}")]
    [InlineData("query=issue.id:[1]&statsPeriod=x", "{\"detail\":\"Invalid statsPeriod: 'x'\"}")]
    [InlineData("query=issue.id:[1]&statsPeriodStart=2d", "{\"detail\":\"statsPeriodStart and statsPeriodEnd are both required\"}")]
    [InlineData("query=issue.id:[1]&statsPeriodEnd=2d", "{\"detail\":\"statsPeriodStart and statsPeriodEnd are both required\"}")]
    [InlineData("query=issue.id:[1]&statsPeriodStart=x&statsPeriodEnd=1d", "{\"detail\":\"Invalid statsPeriodStart: 'x'\"}")]
    [InlineData("query=issue.id:[1]&statsPeriodStart=1d&statsPeriodEnd=x", "{\"detail\":\"Invalid statsPeriodEnd: 'x'\"}")]
    [InlineData(
        "query=issue.id:[1] percentile(x, 0.95):>5",
        "{\"detail\":\"'percentile()' aggregates many events; this server can only search by fields of single events\"}")]
    [InlineData("query=issue.id:[1]&statsPeriodStart=1d&statsPeriodEnd=2d", "{\"detail\":\"start must be before end\"}")]
    [InlineData("query=issue.id:[1]&timeframe=x", "{\"detail\":\"Invalid statsPeriod: 'x'\"}")]
    [InlineData("query=issue.id:[1]&start=2026-01-01&end=soon", "{\"detail\":\"soon is not a valid ISO8601 date query\"}")]
    [InlineData("query=issue.id:[1]&project=1&projectSlug=shop", "{\"detail\":\"Cannot query for both ids and slugs\"}")]
    [InlineData(
        "query=issue.id:[1]&projectSlug=shop",
        "{\"detail\":\"This server does not know the slugs of projects: 'shop'. Use project=ID\"}")]
    [InlineData(
        "query=issue.id:[1]&evidence=seen",
        "{\"detail\":\"evidence: 'seen' is not evidence; expected tagged, listed, trace, sibling, stale, shared or any.\"}")]
    [InlineData(
        "query=issue.id:[1]&fate=any",
        "{\"fate\":[\"Counts cannot be filtered by this. Omit it, or use /api/v1/{org}/lookup.\"]}")]
    [InlineData(
        "query=issue.id:[1]&team=5",
        "{\"team\":[\"Counts cannot be filtered by this. Omit it, or use /api/v1/{org}/lookup.\"]}")]
    [InlineData(
        "query=issue.id:[1] count():>5",
        "{\"detail\":\"'count()' aggregates many events; this server can only search by fields of single events\"}")]
    [InlineData("query=issue.id:[1,,2]", "{\"detail\":\"Lists should not have empty values\"}")]
    [InlineData("query=issue.id:[1,2,]", "{\"detail\":\"Lists should not have empty values\"}")]
    [InlineData("query=issue.id:[1,2", "{\"detail\":\"Invalid list after 'issue.id:': missing ']'\"}")]
    [InlineData(
        "query=issue.id:[1]x",
        "{\"detail\":\"Invalid list after 'issue.id:': expected a space or the end after ']'\"}")]
    [InlineData(
        "query=issue.id:[1] transaction.duration:long",
        "{\"detail\":\"transaction.duration: Invalid number: long. Expected a number with a unit of ms, s, min, hr, day or wk, "
            + "such as 119ms, or a number of ms.\"}")]
    [InlineData(
        "query=issue.id:[1] timestamp:soon",
        "{\"detail\":\"timestamp: Invalid date: soon. Expected a period such as -24h, or ISO 8601 such as 2026-11-20T10:00:00Z.\"}")]
    [InlineData("query=issue.id:[1] trace.span:zz", "{\"detail\":\"Invalid value 'zz' for 'trace.span' filter\"}")]
    [InlineData("query=issue.id:[1]&project=shop", "{\"detail\":\"Invalid project parameter. Values must be numbers.\"}")]
    public async Task AnswersErrorsAsSentryDoes(string query, string expected)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("GET", Path + "?" + query);
        Assert.Equal(expected, answer.GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    // The quotes are those of Sentry's own tests of its parser.
    [Theory]
    [InlineData("transaction:[\"root (\"/\")\"]", "[\"root")]
    [InlineData("issue.id:[1] release:\"test", "\"test")]
    [InlineData("issue.id:[1] release:test\"", "test\"")]
    [InlineData("release:\"test issue.id:[1]", "\"test")]
    [InlineData("release:te\"st issue.id:[1]", "te\"st")]
    [InlineData("(!release:a\\\"b\"c) issue.id:[1]", "a\\\"b\"c")]
    [InlineData("transaction:\"a", "\"a")]
    [InlineData("has:\"release issue.id:[1]", "\"release")]
    public async Task NamesQuotesAsSentryDoes(string query, string at)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("GET", $"{Path}?query={Uri.EscapeDataString(query)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            $"Invalid quote at '{at}': quotes must enclose text or be escaped.", answer.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("issue.id:[1] (release:x")]
    [InlineData("issue.id:[1")]
    [InlineData("issue.id:[1]x")]
    [InlineData("issue.id:[one]")]
    [InlineData("issue.id:[1] release:\"x")]
    [InlineData("issue.id:[1] release:")]
    [InlineData("issue.id:[1] AND")]
    [InlineData("OR issue.id:[1]")]
    [InlineData("issue.id:[1] ()")]
    [InlineData("issue.id:[1] boom")]
    [InlineData("issue.id:[1] (release:x or boom)")]
    [InlineData("!issue.id:[1] boom")]
    [InlineData("issue.id:[1] or trace:zz")]
    [InlineData("issue.id:[1] browser.name:Firefox")]
    [InlineData("issue.id:[1] trace:zz")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((issue.id:[1]))))))))))))))))))))))))))))))))))))))))")]
    public async Task SaysWhyASearchCannotBeAnswered(string query)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("GET", $"{Path}?query={Uri.EscapeDataString(query)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(answer.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task CountsByIssueTransactionAndReplay()
    {
        (string one, string two, string partial) = (Calls.Id(Kind, 1), Calls.Id(Kind, 2), Calls.Id(Kind, 3));
        await _client.IngestAsync(
            Calls.Segment(one), Calls.Segment(two), Calls.Segment(partial, 1),
            Calls.Error(
                Calls.Id(Kind, 11), 4001, one, more: ",\"release\":\"r1\",\"environment\":\"prod\",\"transaction\":\"/a \\\"b\\\"\""),
            Calls.Error(Calls.Id(Kind, 12), 4001, two),
            Calls.Error(Calls.Id(Kind, 13), 4002, two, more: ",\"release\":\"r1\""),
            Calls.Error(Calls.Id(Kind, 14), 4003, partial),
            Calls.Error(Calls.Id(Kind, 15), 4004, Calls.Id(Kind, 4)));
        (string Query, string Expected)[] cases =
        [
            ("issue.id:[4001, 4002,4003,4004,4999]", "{\"4001\":2,\"4002\":1}"),
            ("issue.id:[4001] release:r1", "{\"4001\":1}"),
            ("issue.id:[4001] and !release:r1", "{\"4001\":1}"),
            ("issue.id:[4001] release:[r1,r2] environment:pr*", "{\"4001\":1}"),
            ("issue.id:[4001] has:release", "{\"4001\":1}"),
            ("(issue.id:[4001]) (release:r1 or release:\"\")", "{\"4001\":2}"),
            ("issue.id:[4002] OR release:r1", "{\"4001\":1,\"4002\":1}"),
            ("!issue.id:[4001] release:r1", "{\"4002\":1}"),
            ("issue.id:[]", "{}"),
            ("transaction:[\"/a \\\"b\\\"\",\"/none\"]", "{\"/a \\\"b\\\"\":1}"),
            ("issue.id:[4001] !replay.id:\"\"", "{\"4001\":2}"),
        ];
        foreach ((string query, string expected) in cases)
        {
            JsonElement answer = await _client.ReadAsync($"{Path}?project=-1&query={Uri.EscapeDataString(query)}");
            Assert.Equal((query, expected), (query, answer.GetRawText()));
        }

        JsonElement ids = await _client.ReadAsync($"{Path.TrimEnd('/')}?returnIds=true&statsPeriod=14d&query=issue.id:[4002]");
        Assert.Equal($"{{\"4002\":[\"{two}\"]}}", ids.GetRawText());
        Assert.Equal("{\"4001\":1}", (await _client.ReadAsync($"{Path}?environment=prod&query=issue.id:[4001]")).GetRawText());
        Assert.Equal("{}", (await _client.ReadAsync($"{Path}?project=5&query=issue.id:[4001]")).GetRawText());
        Assert.Equal("{}", (await _client.ReadAsync($"{Path}?statsPeriod=30m&query=issue.id:[4001]")).GetRawText());
    }

    [Fact]
    public async Task WhatItCannotSearchByDoesNotHideWhatIsDecidedWithoutIt()
    {
        (string one, string two) = (Calls.Id(Kind, 701), Calls.Id(Kind, 702));
        await _client.IngestAsync(
            Calls.Segment(one, project: 4020), Calls.Segment(two, project: 4020),
            Calls.Error(Calls.Id(Kind, 711), 4021, one, project: 4020, more: ",\"release\":\"r4020\",\"transaction\":\"say \\\"a\\\"\""),
            Calls.Error(Calls.Id(Kind, 712), 4022, two, project: 4020),
            Calls.Error(Calls.Id(Kind, 713), 4023, two, project: 4020, more: ",\"release\":\"r4020\""));
        (string Query, string Expected)[] cases =
        [
            ("issue.id:[4021,4022] or abc", "{\"4021\":1,\"4022\":1}"),
            ("(abc OR issue.id:[4021, 4022])", "{\"4021\":1,\"4022\":1}"),
            ("issue.id:[4021,4022] or browser.name:Firefox", "{\"4021\":1,\"4022\":1}"),
            ("issue.id:[4021,4022] or \"abc", "{\"4021\":1,\"4022\":1}"),
            ("issue.id:[4021] or (release:r4020 abc)", "{\"4021\":1}"),
            ("(issue.id:[4021,4022] or abc) release:r4020", "{\"4021\":1}"),
            ("!issue.id:[4021] or abc", "{\"4022\":1,\"4023\":1}"),
            ("issue.id:[4021] or release:r4020", "{\"4021\":1,\"4023\":1}"),
            ("transaction:[\"say \\\"a\\\"\"] or abc", "{\"say \\\"a\\\"\":1}"),
            ("issue.id:[4021] !release:a\\\"b", "{\"4021\":1}"),
        ];
        foreach ((string query, string expected) in cases)
        {
            JsonElement answer = await _client.ReadAsync($"{Path}?project=4020&query={Uri.EscapeDataString(query)}");
            Assert.Equal((query, expected), (query, answer.GetRawText()));
        }
    }

    [Fact]
    public async Task SaysWhatIsWrongWithAName()
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "GET", $"{Path}?query=transaction:[{new string('x', 3000)}]");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.EndsWith(
            "...' for 'transaction' filter: a transaction name must have 1 to 2048 characters, but has 3000",
            answer.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("transaction.duration:>=119ms", true)]
    [InlineData("transaction.duration:>=119", true)]
    [InlineData("transaction.duration:120", true)]
    [InlineData("transaction.duration:=0.12s", true)]
    [InlineData("transaction.duration:[1,120]", true)]
    [InlineData("transaction.duration:<1min", true)]
    [InlineData("transaction.duration:<=120ms", true)]
    [InlineData("!transaction.duration:>1wk", true)]
    [InlineData("has:transaction.duration", true)]
    [InlineData("transaction.duration:>119.5", true)]
    [InlineData("transaction.duration:<=120.5", true)]
    [InlineData("transaction.duration:120.5", false)]
    [InlineData("transaction.duration:!=120", false)]
    [InlineData("transaction.duration:>120ms", false)]
    [InlineData("transaction.duration:<0.12s", false)]
    [InlineData("transaction.duration:>999999999999999b", false)]
    [InlineData("transaction.duration:\"\"", false)]
    [InlineData("!has:transaction.duration", false)]
    [InlineData("timestamp:-24h", true)]
    [InlineData("timestamp:+30m", true)]
    [InlineData("timestamp:>=2001-01-01", true)]
    [InlineData("has:timestamp", true)]
    [InlineData("timestamp:+2d", false)]
    [InlineData("timestamp:2001-01-01", false)]
    [InlineData("timestamp:<2001-01-01T00:00:00+01:00", false)]
    [InlineData("trace.span:00000000000000FF", true)]
    [InlineData("trace.span:00000000000000fe", false)]
    [InlineData("sdk.name:sentry.*", true)]
    [InlineData("sdk.name:other", false)]
    [InlineData("is_transaction:true", true)]
    [InlineData("is_transaction:0", false)]
    [InlineData("has:is_transaction", true)]
    public async Task SearchesByWhatIsHeldOfEvents(string term, bool finds)
    {
        (string replay, string name) = (Calls.Id(Kind, 801), "/4030");
        await _client.IngestAsync(
            Calls.Segment(replay, project: 4030),
            $"{{\"type\":\"transaction\",\"event_id\":\"{Calls.Id(Kind, 811)}\",\"project_id\":4030,\"timestamp\":{Calls.HourAgo},"
                + $"\"transaction\":\"{name}\",\"replay_id\":\"{replay}\",\"duration_ms\":120,\"span_id\":\"00000000000000ff\","
                + "\"sdk\":\"sentry.python\"}");
        string query = $"event.type:transaction transaction:[\"{name}\"] {term}";
        JsonElement answer = await _client.ReadAsync($"{Path}?project=4030&query={Uri.EscapeDataString(query)}");
        Assert.Equal(finds ? $"{{\"{name}\":1}}" : "{}", answer.GetRawText());
    }

    [Theory]
    [InlineData("statsPeriodStart=2h&statsPeriodEnd=30m", true)]
    [InlineData("statsPeriodStart=2d&statsPeriodEnd=1d", false)]
    [InlineData("statsPeriodStart=30m&statsPeriodEnd=1m", false)]
    [InlineData("timeframeStart=2d&timeframeEnd=1d", false)]
    [InlineData("timeframe=30m", false)]
    [InlineData("statsPeriod=2h&statsPeriodStart=2d&statsPeriodEnd=1d", true)]
    [InlineData("projectSlug=$all", true)]
    [InlineData("evidence=tagged", true)]
    [InlineData("evidence=listed", false)]
    [InlineData("start=FROM&end=TO", true)]
    [InlineData("start=TO&end=LATER", false)]
    [InlineData("start=FROMZ&end=TOZ", true)]
    [InlineData("start=FROM.123456Z&end=TO.5", true)]
    [InlineData("start=FROM%2B00:00&end=TO-00:00", true)]
    [InlineData("start=FROM+00:00&end=TO+0000", true)]
    [InlineData("start=FROM-00:30&end=LATER-00:30", false)]
    [InlineData("start=FROM-02:00&end=LATER", null)]
    [InlineData("start=FROM&end=TO%2B02:00", null)]
    public async Task HonoursEveryParameterOfTheWindow(string parameters, bool? finds)
    {
        string replay = Calls.Id(Kind, 851);
        await _client.IngestAsync(
            Calls.Segment(replay, project: 4040), Calls.Error(Calls.Id(Kind, 861), 4041, replay, project: 4040));
        static string At(int seconds) => DateTimeOffset.FromUnixTimeSeconds(Calls.HourAgo + seconds).ToString("s");
        parameters = parameters.Replace("FROM", At(-600)).Replace("TO", At(600)).Replace("LATER", At(1200));
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("GET", $"{Path}?query=issue.id:[4041]&{parameters}");
        Assert.Equal(finds is null ? HttpStatusCode.BadRequest : HttpStatusCode.OK, status);
        Assert.Equal(
            finds is null ? "{\"detail\":\"start must be before end\"}" : finds.Value ? "{\"4041\":1}" : "{}", answer.GetRawText());
    }

    [Theory]
    [InlineData("日")]
    [InlineData("😀")]
    [InlineData("a")]
    public async Task TakesTheMostNamesOfAnyScript(string letter)
    {
        string replay = Calls.Id(Kind, 871);
        string name = string.Concat(Enumerable.Repeat(letter, 200));
        await _client.IngestAsync(
            Calls.Segment(replay, project: 4050),
            Calls.Error(Calls.Id(Kind, 100_000 + letter[0]), 4051, replay, project: 4050, more: $",\"transaction\":\"{name}\""));
        string names = string.Join(',', Enumerable.Repeat($"\"{name}\"", 25));
        JsonElement answer = await _client.ReadAsync(
            $"{Path}?data_source=events&project=4050&statsPeriod=14d&query={Uri.EscapeDataString($"transaction:[{names}]")}");
        Assert.Equal(1, answer.GetProperty(name).GetInt32());
    }

    [Fact]
    public async Task ForcesTheVersionOfReplayIds()
    {
        const string sent = "aaaaaaaabbbb1ccc0dddeeeeeeeeeeee";
        const string forced = "aaaaaaaabbbb4ccc8dddeeeeeeeeeeee";
        const string archived = "aaaaaaaabbbb4ccc8dddffffffffffff";
        await _client.IngestAsync(
            Calls.Segment(sent),
            Calls.Segment(archived),
            Calls.Segment(archived, null, Calls.HourAgo + 600, more: ",\"is_archived\":true"));
        JsonElement answer = await _client.ReadAsync($"{Path}?query=replay_id:[{Guid.Parse(sent)},{archived}]");
        Assert.Equal($"{{\"{forced}\":1}}", answer.GetRawText());

        // Archived by a row outside of the window: it is still there.
        answer = await _client.ReadAsync($"{Path}?start={Calls.HourAgo - 10}&end={Calls.HourAgo + 10}&query=replay_id:[{archived}]");
        Assert.Equal($"{{\"{archived}\":1}}", answer.GetRawText());
    }

    [Fact]
    public async Task CapsCounts()
    {
        await _client.IngestAsync([.. Enumerable.Range(1, 60).SelectMany(i => (string[])
            [Calls.Segment(Calls.Id(Kind, 500 + i)), Calls.Error(Calls.Id(Kind, 600 + i), 4010, Calls.Id(Kind, 500 + i))])]);
        Assert.Equal("{\"4010\":51}", (await _client.ReadAsync($"{Path}?query=issue.id:[4010]")).GetRawText());
        JsonElement ids = await _client.ReadAsync($"{Path}?returnIds=1&query=issue.id:[4010]");
        Assert.Equal(51, ids.GetProperty("4010").EnumerateArray().Select(id => id.GetString()).Distinct().Count());
    }

    [Fact]
    public async Task LimitsItsRateIfToldTo()
    {
        await using ApiProcess api = await ApiProcess.StartAsync(null, "--ReplayGraph:ReplayCountPerSecond", "2");
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 50 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using HttpResponseMessage answer = await api.Client.RawAsync("GET", Path + "?query=issue.id:[1]");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
