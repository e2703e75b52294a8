using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Access;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>What Sentry answers of organizations and projects that the caller may not see.</summary>
public sealed class SentryAccessTests(TokenServer server) : IClassFixture<TokenServer>
{
    private const int Kind = 44;
    private const string Count = "/api/0/organizations/acme/replay-count/?query=issue.id:";
    private readonly TokenServer _server = server;

    [Fact]
    public async Task CountsNothingOfAnotherOrganization()
    {
        (string own, string foreign) = (Calls.Id(Kind, 1), Calls.Id(Kind, 2));
        await IngestAsync("acme", Calls.Segment(own), Calls.Segment(foreign), Calls.Error(Calls.Id(Kind, 11), 44_001, own));
        await IngestAsync("beta", Calls.Error(Calls.Id(Kind, 12), 44_002, foreign));
        (_, JsonElement counted) = await _server.SendAsync("GET", Count + "[44001,44002]", "acme-read-token-0000");
        Assert.Equal("{\"44001\":1}", counted.GetRawText());
    }

    [Fact]
    public async Task CountsNothingOfAnIssueInAnotherProject()
    {
        string replay = Calls.Id(Kind, 3);
        await IngestAsync("acme", Calls.Segment(replay), Calls.Error(Calls.Id(Kind, 13), 44_003, replay, project: 2));
        (HttpStatusCode status, JsonElement counted) = await _server.SendAsync("GET", Count + "[44003]", "acme-limited-token-0");
        Assert.Equal((HttpStatusCode.OK, "{}"), (status, counted.GetRawText()));
        (_, counted) = await _server.SendAsync("GET", Count + "[44003]", "acme-read-token-0000");
        Assert.Equal("{\"44003\":1}", counted.GetRawText());
    }

    [Fact]
    public async Task ShowsNoReplayOfAnotherProject()
    {
        string replay = Calls.Id(Kind, 4);
        await IngestAsync("acme", Calls.Segment(replay, project: 2));
        (HttpStatusCode seen, _) = await _server.SendAsync("GET", "/api/v1/acme/replays/" + replay, "acme-read-token-0000");
        (HttpStatusCode hidden, _) = await _server.SendAsync("GET", "/api/v1/acme/replays/" + replay, "acme-limited-token-0");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (seen, hidden));
    }

    private async Task IngestAsync(string organization, params string[] facts)
    {
        (HttpStatusCode status, JsonElement body) = await _server.SendAsync(
            "POST", $"/api/v1/{organization}/facts", organization + "-admin-token-000", string.Join('\n', facts));
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
    }
}
