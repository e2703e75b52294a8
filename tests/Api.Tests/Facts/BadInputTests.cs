using System.Net;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Facts;

/// <summary>Whatever is sent, the answer is a clear 4xx, in one form, and the server goes on.</summary>
[Collection(OpenServerTests.Name)]
public sealed class BadInputTests(OpenServer server)
{
    private readonly HttpClient _client = server.Client;

    [Theory]
    [InlineData("GET", "issues/x/replays", 400)]
    [InlineData("GET", "issues/0/replays", 400)]
    [InlineData("GET", "issues/-1/replays", 400)]
    [InlineData("GET", "issues/99999999999999999999/replays", 400)]
    [InlineData("GET", "traces/zz/replays", 400)]
    [InlineData("GET", "traces/00000000000000000000000000000000/replays", 400)]
    [InlineData("GET", "events/1234/replays", 400)]
    [InlineData("GET", "replays/nope", 400)]
    [InlineData("GET", "replays/abababababababababababababababab", 404)]
    [InlineData("GET", "replays/abababababababababababababababab/events", 404)]
    [InlineData("GET", "nodes/planet/1/edges", 400)]
    [InlineData("GET", "nodes/issue/x/edges", 400)]
    [InlineData("GET", "nodes/issue/1/edges?kind=trace", 400)]
    [InlineData("GET", "nodes/issue/1/edges?kind=replay&cursor=AAAA", 400)]
    [InlineData("GET", "nodes/issue/1/edges?kind=event&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400)]
    [InlineData("GET", "issues/1/replays?limit=0", 400)]
    [InlineData("GET", "issues/1/replays?limit=1001", 400)]
    [InlineData("GET", "issues/1/replays?limit=x", 400)]
    [InlineData("GET", "issues/1/replays?limit=1&limit=2", 400)]
    [InlineData("GET", "issues/1/replays?cursor=x", 400)]
    [InlineData("GET", "issues/1/replays?cursor=", 400)]
    [InlineData("GET", "issues/1/replays?cursor=!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", 400)]
    [InlineData("GET", "issues/1/replays?sort=worst", 400)]
    [InlineData("GET", "issues/1/replays?fate=lost", 400)]
    [InlineData("GET", "issues/1/replays?evidence=hearsay", 400)]
    [InlineData("GET", "issues/1/replays?project=x", 400)]
    [InlineData("GET", "issues/1/replays?project=0", 400)]
    [InlineData("GET", "issues/1/replays?statsPeriod=14", 400)]
    [InlineData("GET", "issues/1/replays?statsPeriod=0d", 400)]
    [InlineData("GET", "issues/1/replays?statsPeriod=9999999w", 400)]
    [InlineData("GET", "issues/1/replays?start=yesterday", 400)]
    [InlineData("GET", "issues/1/replays?start=NaN", 400)]
    [InlineData("GET", "issues/1/replays?start=1e300", 400)]
    [InlineData("GET", "issues/1/replays?end=999999999999999999999", 400)]
    [InlineData("GET", "issues/1/replays?start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z", 400)]
    [InlineData("GET", "issues/1/replays?min_duration_ms=-1", 400)]
    [InlineData("GET", "issues/1/replays?min_errors=2&max_errors=1", 400)]
    [InlineData("GET", "issues/1/replays?url=", 400)]
    [InlineData("GET", "coverage?cursor=x", 400)]
    [InlineData("GET", "coverage?type=span", 400)]
    [InlineData("GET", "coverage?backend=yes", 400)]
    [InlineData("GET", "coverage?issue=x", 400)]
    [InlineData("GET", "coverage?transaction=", 400)]
    [InlineData("GET", "coverage/events", 400)]
    [InlineData("GET", "coverage/events?outcome=none", 400)]
    [InlineData("GET", "coverage/events?outcome=linked&limit=0", 400)]
    [InlineData("GET", "nowhere", 404)]
    [InlineData("PUT", "issues/1/replays", 405)]
    [InlineData("GET", "lookup", 405)]
    [InlineData("GET", "facts", 405)]
    [InlineData("DELETE", "coverage", 405)]
    [InlineData("DELETE", "replays/nope", 400)]
    public async Task IsRefusedByName(string method, string path, int expected)
    {
        using HttpResponseMessage answer = await _client.RawAsync(method, Calls.Base + path);
        await CheckAsync(answer, expected);
        if (expected == 405)
        {
            Assert.NotEmpty(answer.Content.Headers.Allow);
        }
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"issues\":[]}", 400)]
    [InlineData("{\"issues\":[0]}", 400)]
    [InlineData("{\"issues\":[1.5]}", 400)]
    [InlineData("{\"issues\":[true]}", 400)]
    [InlineData("{\"issues\":{}}", 400)]
    [InlineData("{\"issues\":[[1]]}", 400)]
    [InlineData("{\"transactions\":[17]}", 400)]
    [InlineData("{\"transactions\":[\"\"]}", 400)]
    [InlineData("{\"transactions\":[\"\\ud800\"]}", 400)]
    [InlineData("{\"traces\":[\"zz\"]}", 400)]
    [InlineData("{\"events\":[null]}", 400)]
    [InlineData("{\"issues\":[1],\"limit\":\"many\"}", 400)]
    [InlineData("{\"issues\":[1],\"limit\":1e400}", 400)]
    [InlineData("{\"issues\":[1],\"cursor\":7}", 400)]
    [InlineData("{\"issues\":[1],\"include\":[\"all\"]}", 400)]
    [InlineData("{\"issues\":[1],\"include\":\"by_key\",\"limit\":1001}", 400)]
    [InlineData("{\"issues\":[1],\"environment\":[{}]}", 400)]
    public async Task IsRefusedInALookup(string body, int expected)
    {
        using HttpResponseMessage answer = await _client.RawAsync("POST", Calls.Base + "lookup", Calls.Json(body));
        await CheckAsync(answer, expected);
    }

    [Fact]
    public async Task IsRefusedWhereListsAreLong()
    {
        string ids = string.Join(',', Enumerable.Range(1, 100_000).Select(number => $"\"{Calls.Id(9, number)}\""));
        using HttpResponseMessage keys = await _client.RawAsync("POST", Calls.Base + "lookup", Calls.Json($"{{\"traces\":[{ids}]}}"));
        await CheckAsync(keys, 400);
        using HttpResponseMessage filter = await _client.RawAsync(
            "POST", Calls.Base + "lookup", Calls.Json($"{{\"issues\":[1],\"environment\":[{ids}]}}"));
        await CheckAsync(filter, 400);
        string deep = new string('[', 10_000) + new string(']', 10_000);
        using HttpResponseMessage nested = await _client.RawAsync("POST", Calls.Base + "lookup", Calls.Json($"{{\"issues\":{deep}}}"));
        await CheckAsync(nested, 400);
    }

    [Theory]
    [InlineData("facts", "image/png")]
    [InlineData("lookup", "text/html")]
    [InlineData("sentry/events", "multipart/form-data")]
    public async Task IsRefusedByMediaType(string path, string type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new(type);
        using HttpResponseMessage answer = await _client.RawAsync("POST", Calls.Base + path, content);
        await CheckAsync(answer, 415);
    }

    [Fact]
    public async Task OfRandomBytesIsRefused()
    {
        var random = new Random(17);
        string key = "?sentry_key=" + new string('a', 32);
        string[] paths =
        [
            Calls.Base + "facts", Calls.Base + "sentry/events", Calls.Base + "sentry/replays", Calls.Base + "lookup",
            "/api/1/envelope/" + key, "/api/1/store/" + key,
        ];
        foreach (string path in paths)
        {
            for (int i = 0; i < 30; i++)
            {
                byte[] body = new byte[random.Next(1, 3000)];
                random.NextBytes(body);
                string encoding = ((string[])["identity", "gzip", "deflate", "br"])[i % 4];
                using HttpResponseMessage answer = await _client.RawAsync(
                    "POST", path, new ByteArrayContent(body), ("Content-Encoding", encoding));
                Assert.InRange((int)answer.StatusCode, 400, 499);
            }
        }
    }

    [Fact]
    public async Task OfAnotherHostOrPageIsRefused()
    {
        using HttpResponseMessage host = await _client.RawAsync("GET", Calls.Base + "issues/1/replays", null, ("Host", "evil.example"));
        await CheckAsync(host, 421);
        using HttpResponseMessage page = await _client.RawAsync(
            "POST", Calls.Base + "facts", Calls.Lines("{}"), ("Origin", "https://evil.example"));
        await CheckAsync(page, 403);
        using HttpResponseMessage organization = await _client.RawAsync("GET", "/api/v1/other/issues/1/replays");
        await CheckAsync(organization, 404);
        using HttpResponseMessage local = await _client.RawAsync("GET", Calls.Base + "issues/1/replays", null, ("Host", "[::1]:5000"));
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, int expected)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement body = JsonElement.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, body.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(body.GetProperty("detail").GetString()));
    }
}
