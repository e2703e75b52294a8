using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Api.Tests.Compatibility.PeerEvents;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>What Bugsink's tests of its endpoints say (ingest/tests.py, IngestViewTestCase; compat/tests.py).</summary>
[Collection(OpenServerTests.Name)]
public sealed class BugsinkEndpointTests(OpenServer server)
{
    private const string Envelope = "/api/1/envelope/" + ByKey;
    private const string Minidump = "{\"type\":\"attachment\",\"length\":4,\"attachment_type\":\"event.minidump\"}\nMDMP\n";
    private readonly HttpClient _client = server.Client;

    [Theory]
    [InlineData("test_envelope_endpoint", "")]
    [InlineData("test_envelope_endpoint_event_and_minidump", Minidump)]
    public async Task AnswersTheIdOfTheHeader(string bugsink, string after)
    {
        (string id, string replay, string json) = New();
        string payload = json.Replace($"\"event_id\":\"{id}\",", "", StringComparison.Ordinal);
        (HttpStatusCode status, JsonElement answer) = await _client.PostAsync(
            Envelope, $"{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\"}}\n{payload}\n{after}");
        Assert.Equal((bugsink, HttpStatusCode.OK, id), (bugsink, status, answer.GetProperty("id").GetString()));
        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_envelope_endpoint_minidump_only", "{\"event_id\":\"ID\"}\n" + Minidump)]
    [InlineData("test_envelope_endpoint_minidump_only_when_feature_off", "{\"event_id\":\"ID\"}\n" + Minidump)]
    [InlineData("test_envelope_endpoint_unsupported_type", "{\"event_id\":\"ID\"}\n{\"type\":\"of_next_year\"}\n{}")]
    [InlineData("test_envelope_endpoint_unsupported_type_without_event_id", "{}\n{\"type\":\"of_next_year\"}\n{}")]
    public async Task AcceptsWhatHoldsNoEvent(string bugsink, string envelope)
    {
        (string id, _, _) = New();
        (HttpStatusCode status, _) = await _client.PostAsync(Envelope, envelope.Replace("ID", id, StringComparison.Ordinal));
        Assert.Equal((bugsink, HttpStatusCode.OK), (bugsink, status));
        Assert.Empty(await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_deal_with_double_event_ids", 1, "")]
    [InlineData("test_envelope_endpoint_reused_ids_different_exceptions", 1, ",\"exception\":[{\"type\":\"T\"}]")]
    [InlineData("test_envelope_endpoint_cleans_up_multiple_event_files", 2, "")]
    public async Task AnEventMayBeSentAgain(string bugsink, int items, string more)
    {
        (string id, string replay, string json) = New();
        foreach (string sent in (string[])[json, json[..json.LastIndexOf('}')] + more + "}"])
        {
            string envelope = "{}\n" + string.Concat(Enumerable.Repeat($"{{\"type\":\"event\"}}\n{sent.Trim()}\n", items));
            (HttpStatusCode status, _) = await _client.PostAsync(Envelope, envelope);
            Assert.Equal((bugsink, HttpStatusCode.OK), (bugsink, status));
        }

        Assert.Equal([replay], await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_envelope_endpoint_cleans_up_oversized_event_file")]
    public async Task AnEventThatIsTooLargeIsNotKept(string bugsink)
    {
        (string id, _, string json) = New($",\"x\":\"{new string('x', EnvelopeLimits.EventBytes)}\"");
        (HttpStatusCode status, _) = await _client.PostAsync(Envelope, $"{{}}\n{{\"type\":\"event\"}}\n{json}");
        Assert.Equal((bugsink, HttpStatusCode.BadRequest), (bugsink, status));
        Assert.Empty(await _client.ReplaysOfAsync(id));
    }

    [Theory]
    [InlineData("test_parse_header_value", "Sentry sentry_key=" + Key + ",sentry_version=7")]
    [InlineData("test_get_header_value", "Sentry sentry_key=" + Key + ", sentry_version=7, sentry_client=x/0.1")]
    public async Task ReadsTheKeyInTheHeader(string bugsink, string header)
    {
        (HttpStatusCode status, _) = await _client.PostAsync("/api/1/envelope/", "{}", ("X-Sentry-Auth", header));
        Assert.Equal((bugsink, HttpStatusCode.OK), (bugsink, status));
    }

    [Theory]
    [InlineData("test_happy_path_creates_event")]
    public async Task TakesNoSecurityReports(string bugsink)
    {
        (HttpStatusCode status, _) = await _client.PostAsync("/api/1/security/" + ByKey, """{"csp-report":{"blocked-uri":"x"}}""");
        Assert.Equal((bugsink, HttpStatusCode.NotFound), (bugsink, status));
    }

    [Theory]
    [InlineData("test_store_endpoint_generates_event_id_when_missing")]
    public async Task AStoredEventWithoutAnIdGetsOne(string bugsink)
    {
        (string sent, string replay, string json) = New(",\"message\":{\"message\":\"m\"}");
        (HttpStatusCode status, JsonElement answer) = await _client.PostAsync(
            "/api/1/store/" + ByKey, json.Replace($"\"event_id\":\"{sent}\",", "", StringComparison.Ordinal));
        Assert.Equal((bugsink, HttpStatusCode.OK), (bugsink, status));
        Assert.Equal([replay], await _client.ReplaysOfAsync(answer.GetProperty("id").GetString()!));
    }
}
