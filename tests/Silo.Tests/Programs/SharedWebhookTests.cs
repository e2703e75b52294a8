using System.Net;
using ReplayGraph.Api.Tests.Webhooks;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Silo.Tests.Programs;

[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class SharedWebhookTests(PostgresFixture postgres)
{
    [Fact]
    public async Task OfTwoFrontEnds_OneSends_AndTheOtherTakesOver_WhatWaits()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess silo = await Begin(database, "silo").ServesAsync();
        await using SiloProcess first = await Begin(database, "api", WebhookSilo.OptionsFor(receiver)).ServesAsync();
        await first.SendsWebhooksAsync();
        await using SiloProcess second = await Begin(database, "api", WebhookSilo.OptionsFor(receiver)).ServesAsync();
        await second.IsReadyAsync();
        for (int replay = 1; replay <= 5; replay++)
        {
            await second.IngestReplayAsync(replay);
            Assert.Equal([WebhookSilo.Replay(replay)], (await receiver.NextAsync()).Replays);
        }

        // What the first one has found and not delivered, the second delivers, with the same id.
        Assert.False(await second.IsSenderAsync());
        receiver.AnswerWith(HttpStatusCode.ServiceUnavailable);
        await second.IngestReplayAsync(6);
        ReceivedCall failed = await receiver.NextAsync();
        Assert.Equal(0, await first.StopAsync());
        receiver.AnswerWith(HttpStatusCode.OK);
        await second.SendsWebhooksAsync();
        ReceivedCall delivered = await receiver.NextAsync();
        Assert.Equal((failed.DeliveryId, failed.Replays[0]), (delivered.DeliveryId, delivered.Replays[0]));
        await second.IngestReplayAsync(7);
        Assert.Equal([WebhookSilo.Replay(7)], (await receiver.NextAsync()).Replays);
        Assert.Equal((0, 0), (await second.StopAsync(), await silo.StopAsync()));
        Assert.DoesNotContain(WebhookSilo.Secret, first.Errors + first.Greeting + second.Errors + second.Greeting, StringComparison.Ordinal);
    }

    private static SiloProcess Begin(string database, string role, params string[] args) => SiloProcess.Begin(
        ["--ReplayGraph:Cluster:ConnectionString", database, "--ReplayGraph:Cluster:Role", role, .. args]);
}
