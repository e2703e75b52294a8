using System.Net;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>Webhooks of the real program.</summary>
public sealed class WebhookProgramTests
{
    private const string Secret = "a secret of at least thirty-two characters";

    [Fact]
    public async Task CallsTheReceiver_AlsoAfterARestart_AndKeepsItsSecrets()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        string[] args =
        [
            "--ReplayGraph:Webhooks:0:Url", receiver.Url + "/t0k3n", "--ReplayGraph:Webhooks:0:Secret", Secret,
            "--ReplayGraph:Webhooks:0:IntervalSeconds", "1", "--ReplayGraph:Webhooks:0:AllowPrivate", "true",
        ];
        string data = Directory.CreateTempSubdirectory("replaygraph-").FullName, output;
        await using (ApiProcess api = await ApiProcess.StartAsync(data, args))
        {
            await WatchingAsync(api);
            await api.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)), Calls.Error(Calls.Id(8, 1), 5, Calls.Id(7, 1)));
            receiver.AnswerWith(HttpStatusCode.ServiceUnavailable);
            ReceivedCall failed = await receiver.NextAsync();
            Assert.Equal([Calls.Id(7, 1)], failed.Replays);
            Assert.True(failed.IsSignedWith(Secret));
            output = await api.Client.GetStringAsync(new Uri("/explore/default/status", UriKind.Relative));
            Assert.Contains("<h2>Webhooks</h2>", output, StringComparison.Ordinal);
            output += await api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Contains("replaygraph_webhook_pending{} 1", output, StringComparison.Ordinal);
            Assert.Equal(0, await api.StopAsync());
            output += api.Errors + api.Greeting;
        }

        receiver.AnswerWith(HttpStatusCode.OK);
        await using (ApiProcess api = await ApiProcess.StartAsync(data, args))
        {
            ReceivedCall delivered = await receiver.NextAsync();
            Assert.Equal((receiver.Calls[0].DeliveryId, "/hook/t0k3n"), (delivered.DeliveryId, delivered.Path));
            await api.Client.IngestAsync(Calls.Segment(Calls.Id(7, 2)), Calls.Error(Calls.Id(8, 2), 5, Calls.Id(7, 2)));
            Assert.Equal([Calls.Id(7, 2)], (await receiver.NextAsync()).Replays);
            output += await api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Contains("replaygraph_webhook_calls_total{outcome=\"delivered\"}", output, StringComparison.Ordinal);
            Assert.Equal(0, await api.StopAsync());
            output += api.Errors + api.Greeting;
        }

        Assert.DoesNotContain("t0k3n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    // The first scan announces nothing: only what comes after it is new.
    private static async Task WatchingAsync(ApiProcess api)
    {
        while (!File.Exists(Path.Combine(api.Data, "webhooks")))
        {
            await api.Client.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative));
        }
    }
}
