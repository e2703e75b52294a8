using ReplayGraph.Api.Tests.Webhooks;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class WebhookTests
{
    [Fact]
    public async Task ASiloInMemory_CallsTheReceiver()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using SiloProcess silo = await SiloProcess.Begin(WebhookSilo.OptionsFor(receiver)).ServesAsync();
        await silo.SendsWebhooksAsync();
        await silo.IngestReplayAsync(1);
        ReceivedCall call = await receiver.NextAsync();
        Assert.True(call.IsSignedWith(WebhookSilo.Secret));
        Assert.Equal([WebhookSilo.Replay(1)], call.Replays);
        Assert.Equal(0, await silo.StopAsync());
    }
}
