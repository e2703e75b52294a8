using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Sentry;

[Collection(OpenServerTests.Name)]
public sealed class SentryTests(OpenServer server)
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string ById = "?sentry_key=" + Key;
    private readonly HttpClient _client = server.Client;

    public static TheoryData<string> Scenarios =>
        ["session", "buffer", "buffered", "feedback", "errors", "unsampled", "dangling", "backend"];

    [Theory]
    [InlineData(ById, null, null, null, 200)]
    [InlineData("", "X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + Key + ", sentry_client=x/1", null, 200)]
    [InlineData("", "Authorization", "Sentry sentry_key=" + Key, null, 200)]
    [InlineData("", "Authorization", "Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY6", null, 200)]
    [InlineData("", null, null, "http://" + Key + "@localhost:5000/1", 200)]
    [InlineData(ById, null, null, "http://" + Key + "@localhost:5000/1", 200)]
    [InlineData("", null, null, null, 401)]
    [InlineData(ById, "X-Sentry-Auth", "Sentry sentry_key=" + Key, null, 401)]
    [InlineData(ById + "&sentry_key=" + Key, null, null, null, 401)]
    [InlineData("?sentry_key=nope", null, null, null, 400)]
    [InlineData("?sentry_key=", null, null, null, 400)]
    [InlineData("", "X-Sentry-Auth", "Sentry sentry_version=7", null, 400)]
    [InlineData("", "Authorization", "Basic !!!", null, 400)]
    [InlineData("", null, null, "http://nope@localhost/1", 400)]
    [InlineData("", null, null, "nope", 400)]
    public async Task TakesKeysInEveryWay(string query, string? header, string? value, string? dsn, int expected)
    {
        (string, string)[] headers = header is null ? [] : [(header, value!)];
        string envelope = $"{{{(dsn is null ? "" : $"\"dsn\":\"{dsn}\"")}}}\n{{\"type\":\"session\"}}\n{{}}\n";
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", $"/api/1/envelope/{query}", Text(envelope), headers);
        Assert.Equal(expected, (int)status);
        Assert.Equal(expected == 200 ? "{}" : "detail", expected == 200 ? answer.GetRawText() : answer.EnumerateObject().Single().Name);
    }

    [Theory]
    [InlineData("POST", "/api/x/envelope/" + ById, "{}", 400)]
    [InlineData("POST", "/api/0/envelope/" + ById, "{}", 400)]
    [InlineData("POST", "/api/1/envelope/" + ById, "nope", 400)]
    [InlineData("POST", "/api/1/envelope/" + ById, "", 400)]
    [InlineData("POST", "/api/1/envelope/" + ById, "{}\n{\"type\":\"event\"}\n[]\n", 400)]
    [InlineData("POST", "/api/1/store/" + ById, "nope", 400)]
    [InlineData("POST", "/api/1/store/" + ById, "", 400)]
    [InlineData("GET", "/api/1/envelope/" + ById, null, 405)]
    [InlineData("POST", "/api/1/nowhere/", "{}", 404)]
    public async Task AnswersErrorsInSentrysForm(string method, string path, string? body, int expected)
    {
        using HttpResponseMessage answer = await _client.RawAsync(method, path, body is null ? null : Text(body));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.NotEmpty(JsonElement.Parse(text).GetProperty("detail").GetString()!);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    // As Relay answers them: the header's DSN is that of the request, or there is no other.
    [Theory]
    [InlineData(ById, Key, "1", 200)]
    [InlineData(ById, Key, "99", 400)]
    [InlineData(ById, "fedcba9876543210fedcba9876543210", "1", 400)]
    [InlineData(ById, Key, "one", 400)]
    [InlineData("", Key, "prefix/1", 200)]
    [InlineData("", Key, "99", 400)]
    public async Task ADsnOfAnotherProjectOrKeyIsRefused(string query, string key, string project, int expected)
    {
        string envelope = $"\n{{\"dsn\":\"https://{key}@o1.ingest.example/{project}\"}}\n{{\"type\":\"event\"}}\n{{\"message\":\"m\"}}";
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", "/api/1/envelope/" + query, Text(envelope));
        Assert.Equal(expected, (int)status);
        Assert.True(expected == 200 || answer.GetProperty("detail").GetString()!.Contains("dsn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("envelope")]
    [InlineData("store")]
    public async Task AnswersTheIdThatLookupsFind(string route)
    {
        string replay = Calls.Id(5, route.Length);
        string sent = $$$"""{"timestamp":{{{Calls.HourAgo}}},"message":"x","contexts":{"replay":{"replay_id":"{{{replay}}}"} } }""";
        string body = route == "store" ? sent : $"{{}}\n{{\"type\":\"event\"}}\n{sent}";
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", $"/api/1/{route}/{ById}", Text(body));
        Assert.Equal(HttpStatusCode.OK, status);
        string id = answer.GetProperty("id").GetString()!;
        Assert.Equal([replay], (await _client.ReadAsync($"{Calls.Base}events/{id}/replays?fate=any")).Replays());
    }

    [Theory]
    [InlineData("envelope", "", "empty request body: an envelope starts with a header line, at least {}")]
    [InlineData("envelope", "{}\n{\"type\":\"event\"}\n{x", "item 1: invalid JSON (line 3, byte 21)")]
    [InlineData("envelope", "{}\n{\"type\":\"event\"}\n{\n}", "item 1: its payload is JSON that spans several lines; write it on one line, "
        + "or give its length in bytes in the item's header (line 3, byte 20)")]
    [InlineData("store", "", "empty request body: expected an event as a JSON object")]
    [InlineData("store", "{x", "the event: invalid JSON (line 1, byte 1)")]
    [InlineData("store", "{\"event_id\":5}", "event_id: invalid id: expected 32 hex digits, not all zero, or no event_id (line 1, byte 0)")]
    public async Task SaysWhatIsWrongAndWhere(string route, string body, string expected)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", $"/api/1/{route}/{ById}", Text(body));
        Assert.Equal((HttpStatusCode.BadRequest, expected), (status, answer.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task LetsBrowsersAskFirst()
    {
        foreach (string path in (string[])["/api/1/envelope/", "/api/1/store", "/api/1/envelope" + ById])
        {
            using HttpResponseMessage answer = await _client.RawAsync(
                "OPTIONS", path, null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("POST", answer.Headers.GetValues("Access-Control-Allow-Methods").Single());
            Assert.Contains("x-sentry-auth", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
            Assert.Equal("3600", answer.Headers.GetValues("Access-Control-Max-Age").Single());
        }
    }

    [Fact]
    public async Task TakesOneEventOfAnOldSdk()
    {
        string id = Calls.Id(5, 1);
        string replay = Calls.Id(5, 2);
        string sent = $$$"""
            {"event_id":"{{{id}}}","timestamp":{{{Calls.HourAgo}}},"contexts":{"replay":{"replay_id":"{{{replay}}}"}},"message":"x"}
            """;
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", "/api/1/store/" + ById, Text(sent));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(id, answer.GetProperty("id").GetString());
        Assert.Equal([replay], (await _client.ReadAsync($"{Calls.Base}events/{id}/replays?fate=any")).Replays());
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task LinksWhatRealSdksSent(string scenario)
    {
        await using ApiProcess api = await ApiProcess.StartAsync(null);
        string folder = Path.Combine(AppContext.BaseDirectory, "recorded");
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(folder, scenario + ".ndjson")))
        {
            JsonElement recorded = JsonElement.Parse(line);
            using HttpResponseMessage answer = await api.Client.SendAsync(Request(recorded));
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        JsonElement expected = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json"))).GetProperty(scenario);
        foreach (JsonElement replay in expected.GetProperty("replays").EnumerateArray())
        {
            JsonElement shown = await api.Client.ReadAsync($"{Calls.Base}replays/{replay.GetProperty("replay_id")}");
            Assert.Equal(replay.GetProperty("fate").GetString(), shown.GetProperty("fate").GetString());
            Assert.Equal(replay.GetProperty("segments").GetArrayLength(), shown.GetProperty("segments").GetInt32());
        }

        foreach (JsonElement error in expected.GetProperty("errors").EnumerateArray())
        {
            JsonElement links = await api.Client.ReadAsync($"{Calls.Base}events/{error.GetProperty("event_id")}/replays?fate=any");
            Assert.Equal(Shown(error.GetProperty("links")), Shown(links.GetProperty("replays")));
        }

        // Project 1 is the page's, 2 is the back end's.
        foreach (JsonElement row in (await api.Client.ReadAsync(Calls.Base + "coverage")).GetProperty("coverage").EnumerateArray())
        {
            Assert.Equal(row.GetProperty("project_id").ToString() == "2", row.GetProperty("backend").GetBoolean());
            Assert.True(scenario == "dangling" || row.GetProperty("without").GetProperty("pending").GetInt32() == 0, $"{row}");
        }
    }

    // As the browser SDK 10 sends an interaction: its envelope says nothing of the SDK, its request does.
    [Theory]
    [InlineData("?sentry_client=sentry.javascript.browser%2F10.63.0&sentry_key=" + Key, null)]
    [InlineData("", "Sentry sentry_version=7, sentry_client=sentry.javascript.browser/10.63.0, sentry_key=" + Key)]
    public async Task TellsPagesByWhatTheirRequestsSay(string query, string? header)
    {
        int project = header is null ? 5001 : 5002;
        string span = $$"""
            {}
            {"type":"span"}
            {"trace_id":"{{Calls.Id(5, project)}}","span_id":"00000000000000ff","is_segment":true,"timestamp":{{Calls.HourAgo}}}
            """;
        (HttpStatusCode status, _) = await _client.SendAsync(
            "POST", $"/api/{project}/envelope/{query}", Text(span), header is null ? [] : [("X-Sentry-Auth", header)]);
        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement coverage = await _client.ReadAsync($"{Calls.Base}coverage?project={project}");
        Assert.False(Assert.Single(coverage.GetProperty("coverage").EnumerateArray()).GetProperty("backend").GetBoolean());
    }

    private static IEnumerable<string> Shown(JsonElement links) => links.EnumerateArray()
        .Select(link => (link, string.Join(' ', link.GetProperty("evidence").EnumerateArray())))
        .Select(shown => $"{shown.link.GetProperty("replay_id")} {shown.link.GetProperty("fate")} {shown.Item2}")
        .Order(StringComparer.Ordinal);

    private static HttpRequestMessage Request(JsonElement recorded)
    {
        byte[] body = recorded.TryGetProperty("body", out JsonElement text)
            ? Encoding.UTF8.GetBytes(text.GetString()!)
            : recorded.GetProperty("body_base64").GetBytesFromBase64();
        var request = new HttpRequestMessage(
            new(recorded.GetProperty("method").GetString()!), $"{recorded.GetProperty("path")}?{recorded.GetProperty("query")}")
        {
            Content = new ByteArrayContent(body),
        };
        foreach (JsonProperty header in recorded.GetProperty("headers").EnumerateObject())
        {
            HttpHeaders headers = header.Name.StartsWith("content", StringComparison.Ordinal) ? request.Content.Headers : request.Headers;
            headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }

        return request;
    }

    // As browsers send it: text/plain.
    private static StringContent Text(string body) => new(body);
}
