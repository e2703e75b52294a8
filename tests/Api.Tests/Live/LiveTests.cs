using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Api.Tests.Live;

/// <summary>The streams of issues and transactions, on a clock that stands.</summary>
public sealed class LiveTests : LiveSpec
{
    [Fact]
    public async Task ANewReplay_ArrivesAsTheLookupAnswersIt()
    {
        await IngestAsync(Linked(1));
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue);
        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType?.MediaType);
        Assert.True(stream.Answer.Headers.CacheControl?.NoStore);
        Assert.Equal("no", stream.Answer.Headers.GetValues("X-Accel-Buffering").Single());
        SseItem<string> first = (await stream.NextAsync())!.Value;
        Assert.Equal(("heartbeat", """{"total":1}"""), (first.EventType, first.Data));
        await IngestAsync(Linked(2));
        server.Pass();
        SseItem<string> news = (await stream.NextNewsAsync())!.Value;
        JsonElement answer = await server.Client.ReadAsync("/api/v1/default/issues/5/replays?sort=recent");
        Assert.Equal(("replay", answer.GetProperty("replays")[0].GetRawText()), (news.EventType, news.Data));
        Assert.Contains(World.Replay(2).ToString(), news.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATransactionName_MayHaveSlashes()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync("/api/v1/default/transactions/GET%20%2Fcart%2F%7Bid%7D/replays/live");
        await IngestAsync(Make.Transaction(1, "GET /cart/{id}", replay: 1), Make.Segment(1));
        server.Pass();
        Assert.Contains(World.Replay(1).ToString(), (await stream.NextNewsAsync())!.Value.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientThatLeaves_IsUnsubscribed()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        EventStream stream = await server.FollowAsync(Issue);
        await stream.NextAsync();
        await stream.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (server.Hub.Subscribers > 0 || server.Hub.Watches > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task HeartbeatsHaveTheIdAndTheTotal_AndAnHourEndsAStream()
    {
        await IngestAsync(Linked(1));
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue);
        string id = (await stream.NextAsync())!.Value.EventId!;
        Time.Advance(TimeSpan.FromSeconds(15));
        SseItem<string> beat = (await stream.NextAsync())!.Value;
        Assert.Equal(("heartbeat", """{"total":1}""", id), (beat.EventType, beat.Data, beat.EventId));
        Time.Advance(LiveHub.MaxLifetime);
        while (await stream.NextAsync() is { } last)
        {
            Assert.Equal("heartbeat", last.EventType);
        }
    }

    [Fact]
    public async Task AProject_HasAStreamOfItsLatestReplays()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync("/api/v1/default/projects/1/replays/live");
        Assert.Equal("{}", (await stream.NextAsync())!.Value.Data);
        await IngestAsync(Make.Segment(2, start: -51, project: 2));
        await IngestAsync(Make.Segment(1, start: -51));
        server.Pass();
        string news = (await stream.NextNewsAsync())!.Value.Data;
        Assert.Equal((await server.Client.ReadAsync($"/api/v1/default/replays/{World.Replay(1)}")).GetRawText(), news);

        // It grows; that is no news, but another one is.
        await IngestAsync(Make.Segment(1, segment: 1, at: -40), Make.Segment(3, start: -30, at: -20));
        server.Pass();
        Assert.Contains(World.Replay(3).ToString(), (await stream.NextNewsAsync())!.Value.Data, StringComparison.Ordinal);
        Assert.Equal("heartbeat", (await NextOfResumedAsync(server, stream.LastId)).EventType);

        static async Task<SseItem<string>> NextOfResumedAsync(LiveServer server, string id)
        {
            await using EventStream resumed = await server.FollowAsync("/api/v1/default/projects/1/replays/live", id);
            return (await resumed.NextAsync())!.Value;
        }
    }

    [Fact]
    public async Task NothingOfAnotherProjectOrOrganizationIsSent()
    {
        await using LiveServer server = await LiveServer.WithTokensAsync(Graph, Time);
        string path = Issue.Replace("default", "acme", StringComparison.Ordinal);
        (HttpStatusCode withoutToken, _) = await server.Client.SendAsync("GET", path);
        (HttpStatusCode ofAnother, _) = await server.Client.SendAsync("GET", path, null, ("Authorization", $"Bearer {LiveServer.Other}"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (withoutToken, ofAnother));
        (HttpStatusCode ofProject, _) = await server.Client.SendAsync(
            "GET", "/api/v1/acme/projects/1/replays/live", null, ("Authorization", $"Bearer {LiveServer.Limited}"));
        Assert.Equal(HttpStatusCode.Forbidden, ofProject);
        await using EventStream all = await server.FollowAsync(path, token: LiveServer.Reader);
        await using EventStream limited = await server.FollowAsync(path, token: LiveServer.Limited);
        await using EventStream other = await server.FollowAsync(Issue.Replace("default", "other", StringComparison.Ordinal), token: LiveServer.Other);
        Assert.Equal(3, server.Hub.Watches);
        var acme = OrganizationId.Parse("acme");
        await Graph.IngestAsync(acme, Batches.Of(Linked(1)));
        server.Pass();
        Assert.Contains(World.Replay(1).ToString(), (await all.NextNewsAsync())!.Value.Data, StringComparison.Ordinal);
        await Graph.IngestAsync(acme, Batches.Of(Make.Error(2, issue: 5, replay: 2, project: 2), Make.Segment(2, project: 2)));
        server.Pass();
        Assert.Contains(World.Replay(2).ToString(), (await limited.NextNewsAsync())!.Value.Data, StringComparison.Ordinal);
        await Graph.IngestAsync(OrganizationId.Parse("other"), Batches.Of(Linked(3)));
        server.Pass();
        Assert.Contains(World.Replay(3).ToString(), (await other.NextNewsAsync())!.Value.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStop_EndsTheStreams()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue);
        await stream.NextAsync();
        await server.StopAsync();
        Assert.Null(await stream.NextNewsAsync());
    }
}
