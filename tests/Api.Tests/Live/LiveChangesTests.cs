using System.Net;
using System.Net.ServerSentEvents;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Tests.Live;

/// <summary>What a stream sends after an id, after changes, and to readers that are slow or too many.</summary>
public sealed class LiveChangesTests : LiveSpec
{
    [Fact]
    public async Task SubscribersShareAWatch_WhichEndsWithTheLast()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        var caller = new Caller(OrganizationId.Default, null, Scopes.Read);
        var topic = LiveTopic.Of(caller, NodeKey.Of(World.Issue(5)));
        Subscriber first = server.Hub.Subscribe(topic, caller, null)!, second = server.Hub.Subscribe(topic, caller, null)!;
        Assert.Equal((2, 1), (server.Hub.Subscribers, server.Hub.Watches));
        first.Dispose();
        Assert.Equal((1, 1), (server.Hub.Subscribers, server.Hub.Watches));
        second.Dispose();
        Assert.Equal((0, 0), (server.Hub.Subscribers, server.Hub.Watches));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(150)]
    public async Task AnotherServer_SendsWhatIsNewSinceAnId(int before)
    {
        await IngestAsync([.. Enumerable.Range(1, before).SelectMany(Linked)]);
        string id = await LastIdAsync();
        Assert.Equal("heartbeat", await FirstSinceAsync(id));
        await IngestAsync([.. Linked(201), .. Linked(202)]);
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue, id);
        SseItem<string>[] news = [(await stream.NextAsync())!.Value, (await stream.NextAsync())!.Value];
        Assert.Equal(["replay", "replay"], news.Select(one => one.EventType));
        Assert.Contains(World.Replay(201).ToString(), news[0].Data, StringComparison.Ordinal);
        Assert.Contains(World.Replay(202).ToString(), news[1].Data, StringComparison.Ordinal);

        // A client that has read only the first of them gets both again.
        Assert.Equal((null, id == stream.LastId), (news[0].EventId, false));
        Assert.Equal("heartbeat", await FirstSinceAsync(stream.LastId));
    }

    [Fact]
    public async Task WhatAnIdCannotDescribe_IsAReload()
    {
        await IngestAsync([.. Linked(1), .. Linked(2)]);
        string id = await LastIdAsync();
        Assert.Equal("reload", await FirstSinceAsync("an-id-of-another-program"));
        Assert.Equal("reload", await FirstSinceAsync(new LiveId(2, 2, 1).ToString()));
        await IngestAsync(Make.Archive(1));
        Assert.Equal("reload", await FirstSinceAsync(id));
        id = await LastIdAsync();
        await IngestAsync([.. Enumerable.Range(10, LiveState.MaxNew + 1).SelectMany(Linked)]);
        Assert.Equal("reload", await FirstSinceAsync(id));
    }

    [Fact]
    public async Task Changes_AreSent_RemovalsAndMoreThanFitAreAReload()
    {
        await IngestAsync([.. Linked(1), .. Linked(2)]);
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue);
        await NewsAsync(Make.Segment(1, segment: 1, at: -40), Make.Error(900, issue: 5, replay: 1));
        Assert.Equal("replay", await NewsAsync());
        Assert.Equal("reload", await NewsAsync(Make.Archive(1)));
        Assert.Equal("reload", await NewsAsync([.. Enumerable.Range(10, LiveState.MaxNew + 1).SelectMany(Linked)]));
        Assert.Equal("replay", await NewsAsync(Linked(3)));

        async Task<string?> NewsAsync(params IFact[] facts)
        {
            await IngestAsync(facts);
            server.Pass();
            return facts is [SegmentFact { IsArchived: false }, ..] ? null : (await stream.NextNewsAsync())?.EventType;
        }
    }

    [Fact]
    public async Task ASlowReader_GetsOneReload_AndLosesTheRest()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        var caller = new Caller(OrganizationId.Default, null, Scopes.Read);
        var topic = LiveTopic.Of(caller, NodeKey.Of(World.Issue(5)));
        using Subscriber slow = server.Hub.Subscribe(topic, caller, null)!, fast = server.Hub.Subscribe(topic, caller, null)!;
        server.Pass();
        IAsyncEnumerator<SseItem<string>> read = fast.Events.GetAsyncEnumerator();
        await read.MoveNextAsync();
        await slow.Started;
        for (int i = 0; i < 3; i++)
        {
            await IngestAsync([.. Enumerable.Range(1 + i * 30, 30).SelectMany(Linked)]);
            server.Pass();
            for (int n = 0; n < 30; n++)
            {
                await read.MoveNextAsync();
                Assert.Equal("replay", read.Current.EventType);
            }
        }

        // Whether it was drained at the third time or not, nothing else waits: the queue holds 64.
        var waiting = new List<SseItem<string>>();
        slow.End();
        await foreach (SseItem<string> one in slow.Events)
        {
            waiting.Add(one);
        }

        Assert.Equal(["reload"], waiting.Select(one => one.EventType));
        Assert.Equal(read.Current.EventId, waiting[0].EventId);
    }

    [Fact]
    public async Task MoreSubscribersThanServed_Get503()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time, new() { MaxSubscribers = 1 });
        await using EventStream stream = await server.FollowAsync(Issue);
        using HttpResponseMessage refused = await server.Client.GetAsync(new Uri(Issue, UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    // On a server of its own.
    private async Task<string> LastIdAsync()
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue);
        await stream.NextAsync();
        return stream.LastId;
    }

    private async Task<string> FirstSinceAsync(string id)
    {
        await using LiveServer server = await LiveServer.OpenAsync(Graph, Time);
        await using EventStream stream = await server.FollowAsync(Issue, id);
        return (await stream.NextAsync())!.Value.EventType;
    }
}
