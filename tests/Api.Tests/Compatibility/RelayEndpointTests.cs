using System.Net;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Http;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Api.Tests.Compatibility.PeerEvents;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>What Relay's tests of its endpoints say (tests/integration/test_store.py, test_envelope.py, test_basic.py).</summary>
[Collection(OpenServerTests.Name)]
public sealed class RelayEndpointTests(OpenServer server)
{
    private const string Store = "/api/1/store/" + ByKey;
    private const string Envelope = "/api/1/envelope/" + ByKey;
    private readonly HttpClient _client = server.Client;

    [Theory]
    [InlineData("test_store", Store, "", "")]
    [InlineData("test_store_post_trailing_slash", "/api/1/store" + ByKey, "", "")]
    [InlineData("test_processing", Store, "", ",\"type\":\"error\",\"extra\":{\"x\":\"y\"}")]
    [InlineData("test_processing", Store, "", ",\"type\":\"transaction\",\"spans\":[]")]
    [InlineData("test_minimal_event_id", Store, "", "")]
    [InlineData("test_minimal_event_type", Store, "", ",\"type\":\"expectct\"")]
    [InlineData("test_minimal_event_invalid_type", Store, "", ",\"type\":\"of_next_year\"")]
    [InlineData("test_store_pii_stripping", Store, "", ",\"extra\":{\"mail\":\"a@b.c\"}")]
    [InlineData("test_strip_measurement_interface", Envelope, "{}\n{\"type\":\"event\"}\n", ",\"measurements\":{\"lcp\":{\"value\":1.5}}")]
    [InlineData("test_empty_measurement_interface", Envelope, "{}\n{\"type\":\"transaction\"}\n", ",\"measurements\":{}")]
    [InlineData("test_normalize_measurement_interface",
        Envelope, "{}\n{\"type\":\"transaction\"}\n", ",\"measurements\":{\"lcp\":{\"value\":null},\"x y\":{\"value\":\"z\"},\"n\":\"s\"}")]
    [InlineData("test_drop_unknown_item", Envelope, "{}\n{\"type\":\"of_next_year\"}\nwords\n{\"type\":\"event\"}\n", "")]
    [InlineData("test_root_project_disabled",
        Envelope, "{\"trace\":{\"public_key\":\"00000000000000000000000000000000\",\"sample_rate\":\"0.5\"}}\n{\"type\":\"event\"}\n", "")]
    [InlineData("test_root_project_same", Envelope, "{\"trace\":{\"public_key\":\"" + Key + "\"}}\n{\"type\":\"event\"}\n", "")]
    public async Task TakesAnEvent(string relay, string path, string before, string more)
    {
        (string id, string replay, string json) = New(more);
        (HttpStatusCode status, _) = await _client.PostAsync(path, before + json);
        Assert.Equal((relay, HttpStatusCode.OK), (relay, status));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_envelope_without_header")]
    public async Task FindsTheKeyInTheEnvelope(string relay)
    {
        (string id, string replay, string json) = New();
        (HttpStatusCode status, _) = await _client.PostAsync(
            "/api/1/envelope/", $"{{\"dsn\":\"http://{Key}@localhost/1\"}}\n{{\"type\":\"event\"}}\n{json}", ("X-Sentry-Auth", ""));
        Assert.Equal((relay, HttpStatusCode.OK), (relay, status));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_store_node_base64")]
    public async Task TakesADeflatedEventInBase64(string relay)
    {
        (string id, string replay, string json) = New();
        string body = Convert.ToBase64String(Encoded.As("deflate", Encoding.UTF8.GetBytes(json)));
        (HttpStatusCode status, JsonElement answer) = await _client.PostAsync(Store, body);
        Assert.Equal((relay, HttpStatusCode.OK, id), (relay, status, answer.GetProperty("id").GetString()));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_compression", "gzip")]
    [InlineData("test_compression", "deflate")]
    [InlineData("test_compression", "identity")]
    [InlineData("test_compression", "")]
    public async Task UndoesEncodings(string relay, string encoding)
    {
        (string id, string replay, string json) = New();
        (HttpStatusCode status, _) = await _client.PostAsync(
            Store, Encoded.As(encoding, Encoding.UTF8.GetBytes(json)), ("Content-Encoding", encoding));
        Assert.Equal((relay, HttpStatusCode.OK), (relay, status));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_zipbomb_content_encoding", Store)]
    [InlineData("test_zipbomb_content_encoding", Envelope)]
    public async Task PutsBombsOut(string relay, string path)
    {
        byte[] bomb = Encoded.As("gzip", new byte[40_000_000]);
        (HttpStatusCode status, _) = await _client.PostAsync(path, bomb, ("Content-Encoding", "gzip"));
        Assert.Equal((relay, HttpStatusCode.RequestEntityTooLarge), (relay, status));
    }

    [Theory]
    [InlineData("test_envelope_empty", "POST", Envelope, "{}\n", 200)]
    [InlineData("test_store_post_trailing_slash", "POST", "/api/1/store//" + ByKey, "{}", 404)]
    [InlineData("test_legacy_store", "POST", "/api/store/" + ByKey, "{}", 404)]
    [InlineData("test_store_pixel_gif", "GET", Store + "&sentry_data=%7B%7D", null, 405)]
    public async Task Answers(string relay, string method, string path, string? body, int expected)
    {
        using HttpResponseMessage answer = await _client.RawAsync(method, path, body is null ? null : new StringContent(body));
        Assert.Equal((relay, expected), (relay, (int)answer.StatusCode));
    }

    [Theory]
    [InlineData("test_size_limit_status_code")]
    public async Task NamesTheItemThatIsTooLarge(string relay)
    {
        (_, _, string json) = New($",\"x\":\"{new string('x', EnvelopeLimits.EventBytes)}\"");
        (HttpStatusCode status, JsonElement answer) = await _client.PostAsync(Envelope, $"{{}}\n{{\"type\":\"event\"}}\n{json}");
        Assert.Equal((relay, HttpStatusCode.BadRequest), (relay, status));
        Assert.Contains("item 1", answer.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test_store_allowed_origins_passes", "http://valid.example")]
    [InlineData("test_store_allowed_origins_passes", "null")]
    public async Task AnyPageMaySend(string relay, string origin)
    {
        (string id, string replay, string json) = New();
        using HttpResponseMessage answer = await _client.RawAsync("POST", Store, new StringContent(json), ("Origin", origin));
        Assert.Equal((relay, "*"), (relay, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_options_response", "POST")]
    [InlineData("test_options_response", "GET")]
    public async Task APageMayPost(string relay, string method)
    {
        using HttpResponseMessage answer = await _client.RawAsync(
            "OPTIONS", Store, null, ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "X-Sentry-Auth"));
        Assert.Equal((relay, "POST"), (relay, answer.Headers.GetValues("Access-Control-Allow-Methods").Single()));
    }

    // A page that isolates itself from other origins may read only answers that say so.
    [Theory]
    [InlineData("test_corp_response_header", Store)]
    [InlineData("test_corp_response_header", "/api/1/nowhere/")]
    public async Task AnIsolatedPageMayReadTheAnswer(string relay, string path)
    {
        using HttpResponseMessage answer = await _client.RawAsync("POST", path, new StringContent(""));
        Assert.Equal((relay, "cross-origin"), (relay, answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single()));
    }

    [Theory]
    [InlineData("test_envelope", Envelope, "{}\n{\"type\":\"event\"}\n")]
    [InlineData("test_minimal_empty_event", Store, "")]
    public async Task AnEventWithoutAnIdGetsOne(string relay, string path, string before)
    {
        (string sent, string replay, string json) = New();
        string payload = json.Replace($"\"event_id\":\"{sent}\",", "", StringComparison.Ordinal);
        (HttpStatusCode status, JsonElement answer) = await _client.PostAsync(path, before + payload);
        Assert.Equal((relay, HttpStatusCode.OK), (relay, status));
        Assert.Equal([replay], await _client.ReplaysOfAsync(answer.GetProperty("id").GetString()!));
    }

    [Theory]
    [InlineData("test_parse_request_validate_project", "http://" + Key + "@localhost/2")]
    [InlineData("test_parse_request_validate_key", "http://abcdefabcdefabcdefabcdefabcdefab@localhost/1")]
    public async Task ADsnOfAnotherProjectOrKeyIsRefused(string relay, string dsn)
    {
        (string id, _, string json) = New();
        (HttpStatusCode status, _) = await _client.PostAsync(Envelope, $"{{\"dsn\":\"{dsn}\"}}\n{{\"type\":\"event\"}}\n{json}");
        Assert.Equal((relay, HttpStatusCode.BadRequest), (relay, status));
        Assert.Empty(await _client.ReplaysOfAsync(id));
    }
}
