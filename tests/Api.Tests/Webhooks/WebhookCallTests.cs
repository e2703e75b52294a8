using System.Text.Json;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>Which calls a webhook makes, and what they say.</summary>
public sealed class WebhookCallTests : WebhookSpec
{
    [Fact]
    public async Task NewReplaysOfAnIssue_AreOneCallInAnInterval()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await IngestAsync([.. Linked(1, 5), .. Linked(2, 6)]);
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(300);
        Assert.Empty(receiver.Calls);

        await IngestAsync([.. Linked(3, 5), .. Linked(4, 5), .. Linked(5, 6)]);
        await process.PassAsync(30);
        await IngestAsync(Linked(6, 5));
        await process.PassAsync(29);
        Assert.Empty(receiver.Calls);
        await process.PassAsync(31);
        Assert.Equal([[6, 4, 3], [5]], receiver.Calls.OrderBy(call => call.Json.GetProperty("issue_id").GetString()).Select(Numbers));
        await process.PassAsync(600);
        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task OfALoadedIssue_CallsAreAnIntervalApart_AndEachReplayIsInOne()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        var times = new List<DateTimeOffset>();
        receiver.Answer = _ =>
        {
            times.Add(Time.GetUtcNow());
            return Task.CompletedTask;
        };
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(1);
        for (int number = 1; number <= 60; number++)
        {
            await IngestAsync(Linked(number, 5));
            await process.PassAsync(7);
        }

        await process.PassAsync(120);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(60), $"{pair}"));
        Assert.InRange(times.Count, 5, 8);
        Assert.Equal(Enumerable.Range(1, 60), receiver.Calls.SelectMany(Numbers).Order());
    }

    [Fact]
    public async Task ACall_HasTheLinksOfTheLookup()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(1);
        await IngestAsync([.. Linked(1, 5), Make.Error(9, issue: 5, replay: 1, at: -999) with { Title = "It <broke>" }]);
        await process.PassAsync(100);
        ReceivedCall call = Assert.Single(receiver.Calls);
        Assert.True(call.IsSignedWith(Secret));
        JsonElement body = call.Json, link = Assert.Single(body.GetProperty("replays").EnumerateArray());
        Assert.Equal(
            ("issue.replays", "default", "5", "It <broke>", 1),
            (Text(body, "type"), Text(body, "organization"), Text(body, "issue_id"), Text(body, "title"), body.GetProperty("total").GetInt32()));
        Assert.Equal(
            ("live", "1", 2, "tagged"),
            (Text(link, "fate"), Text(link, "project_id"), link.GetProperty("events").GetInt32(), link.GetProperty("evidence")[0].GetString()));
        Assert.Equal(32, call.DeliveryId.Length);
        Assert.False(body.TryGetProperty("truncated", out _));
    }

    [Fact]
    public async Task AnEventThatArrivesLate_IsFound()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(1);
        await IngestAsync(Make.Segment(1, traces: [7], start: -1001, at: -999));
        await process.PassAsync(1000);
        await IngestAsync(Make.Error(1, issue: 5, trace: 7, at: -1000));
        await process.PassAsync(1200);
        Assert.Equal([1], Numbers(Assert.Single(receiver.Calls)));
    }

    [Fact]
    public async Task MoreThanAHundredReplays_AreCounted()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(1);
        await IngestAsync([.. Enumerable.Range(1, 130).SelectMany(number => Linked(number, 5))]);
        await process.PassAsync(100);
        ReceivedCall call = Assert.Single(receiver.Calls);
        Assert.Equal((100, 130), (call.Replays.Length, call.Json.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task WhatIsDeletedWhileItWaits_IsNotSent()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(1);
        await IngestAsync([.. Linked(1, 5), .. Linked(2, 5), .. Linked(3, 6)]);
        await process.PassAsync(40);
        await IngestAsync(Make.DeleteReplay(1), Make.Archive(3));
        await process.PassAsync(100);
        ReceivedCall call = Assert.Single(receiver.Calls);
        Assert.Equal(1, call.Json.GetProperty("total").GetInt32());
        Assert.Equal([2], Numbers(call));
        Assert.Equal(0, process.Worker.Pending);
    }

    [Fact]
    public async Task OnlyProjectsOfTheWebhook_AreShown()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver) with { Projects = new HashSet<ProjectId> { new(2) } }, Hook(receiver, "/all"));
        await process.PassAsync(1);
        await IngestAsync([.. Linked(1, 5, project: 1), .. Linked(2, 5, project: 2), .. Linked(3, 6, project: 1)]);
        await process.PassAsync(100);
        Assert.Equal([2], Numbers(Assert.Single(receiver.Calls, call => call.Path == "/hook")));
        Assert.Equal([1, 2, 3], receiver.Calls.Where(call => call.Path == "/all").SelectMany(Numbers).Order());
    }

    [Fact]
    public async Task AReplayThatTheWebhookSeesLater_IsAnnouncedThen()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver) with { Projects = new HashSet<ProjectId> { new(2) } });
        await process.PassAsync(1);
        await IngestAsync(Make.Segment(1, start: -1001, at: -999, project: 2), Make.Error(1, issue: 5, replay: 1, at: -1000, project: 1));
        await process.PassAsync(100);
        Assert.Empty(receiver.Calls);
        await IngestAsync(Make.Error(2, issue: 5, replay: 1, at: -1000, project: 2));
        await process.PassAsync(300);
        Assert.Equal([1], Numbers(Assert.Single(receiver.Calls)));
    }

    [Fact]
    public async Task NoOtherOrganization_IsShown()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver) with { Organization = World.Organization });
        await process.PassAsync(1);
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(100);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task AWebhookOfLater_BeginsWithWhatIsNew()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using (WebhookProcess process = Process(Hook(receiver)))
        {
            await process.PassAsync(1);
            await IngestAsync(Linked(1, 5));
            await process.PassAsync(100);
            Assert.Single(receiver.Calls);
            await process.Worker.ReleaseAsync(CancellationToken.None);
        }

        await using WebhookProcess next = Process(Hook(receiver), Hook(receiver, "/later"));
        await next.PassAsync(100);
        Assert.Single(receiver.Calls);
        await IngestAsync(Linked(2, 5));
        await next.PassAsync(100);
        Assert.Equal(["/hook", "/hook", "/later"], receiver.Calls.Select(call => call.Path).Order());
    }

    [Fact]
    public async Task MoreReplaysThanAScanSees_AreSaidToBeMissing()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess process = Process(Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(1);
        await IngestAsync([.. Enumerable.Range(2, 998).Concat(Enumerable.Range(2000, 3)).SelectMany(
            number => (IFact[])[Make.Error(number, 5, replay: number, at: -900), Make.Segment(number, start: -901, at: -899)])]);
        await process.PassAsync(100);
        ReceivedCall call = Assert.Single(receiver.Calls);
        Assert.True(call.Json.GetProperty("truncated").GetBoolean());
        Assert.Equal(1000, call.Json.GetProperty("total").GetInt32());
    }

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();
}
