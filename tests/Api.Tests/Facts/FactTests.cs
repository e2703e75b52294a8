using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Facts;

[Collection(OpenServerTests.Name)]
public sealed class FactTests(OpenServer server)
{
    private const int Kind = 1;
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task KeepsGoodLinesAndRefusesBadOnesByNumber()
    {
        JsonElement answer = await _client.IngestAsync(
            Calls.Error(Calls.Id(Kind, 1), 1001), "", "{]", Calls.Error("nope", 1001), Calls.Error(Calls.Id(Kind, 1), 1001));
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.GetProperty("duplicates").GetInt32());
        JsonElement refused = answer.GetProperty("refused");
        Assert.Equal([3, 4], refused.EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal("event_id", refused[1].GetProperty("field").GetString());
    }

    [Fact]
    public async Task ListsTheFirstRefusalsAndCountsTheRest()
    {
        JsonElement answer = await _client.IngestAsync([Calls.Error(Calls.Id(Kind, 2), 1001), .. Enumerable.Repeat("{}", 150)]);
        Assert.Equal(100, answer.GetProperty("refused").GetArrayLength());
        Assert.Equal(150, answer.GetProperty("refused_total").GetInt32());
    }

    [Fact]
    public async Task NumbersLinesThroughALargeBody()
    {
        // Several pieces, a line over the limit across two of them, a bad line after it.
        string filler = Calls.Error(Calls.Id(Kind, 3), 1001, more: $",\"release\":\"{new string('r', 1000)}\"");
        string tooLong = $"{{\"x\":\"{new string('y', 3 << 20)}\"}}";
        string[] lines = [.. Enumerable.Repeat(filler, 3000), tooLong, .. Enumerable.Repeat(filler, 3000), "{]", filler];
        JsonElement answer = await _client.IngestAsync(lines);
        Assert.Equal([3001, 6002], answer.GetProperty("refused").EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(6001, answer.GetProperty("accepted").GetInt32() + answer.GetProperty("duplicates").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusesBodiesOverTheLimit(bool chunked)
    {
        // After a second without an answer the client would send the body, and the server closes the connection in the middle of it.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
        using var client = new HttpClient(handler) { BaseAddress = _client.BaseAddress };
        using var content = new ByteArrayContent(new byte[(32 << 20) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Calls.Base + "facts") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\n")]
    [InlineData("{}")]
    [InlineData("\u0000\u0001")]
    public async Task RefusesABodyWithoutAFact(string body)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", Calls.Base + "facts", Calls.Lines(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(400, answer.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task TakesTheTopicsOfSentry()
    {
        string control = $$"""[2,"start_merge",{"project_id":1}]""";
        string merge = """
            [2,"end_merge",{"project_id":1,"previous_group_ids":[1011],"new_group_id":1012,"datetime":"2026-01-01T00:00:00.000000Z"}]
            """;
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "POST", Calls.Base + "sentry/events", Calls.Lines(control, merge));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.GetProperty("ignored").GetInt32());

        string replay = Calls.Id(Kind, 50);
        string payload = $$"""{"type":"replay_event","replay_id":"{{replay}}","segment_id":0,"timestamp":{{Calls.HourAgo}}}""";
        string segment = $$"""
            {"type":"replay_event","start_time":{{Calls.HourAgo}},"replay_id":"{{replay}}","project_id":1,"payload":{{payload}}}
            """;
        (status, answer) = await _client.SendAsync("POST", Calls.Base + "sentry/replays", Calls.Lines(segment, "[]"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(2, answer.GetProperty("refused")[0].GetProperty("line").GetInt32());
        Assert.Equal("live", (await _client.ReadAsync(Calls.Base + "replays/" + replay)).GetProperty("fate").GetString());
    }
}
