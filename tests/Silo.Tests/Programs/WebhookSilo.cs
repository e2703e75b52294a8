using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Api.Tests.Webhooks;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>What tests of webhooks do with a process.</summary>
internal static class WebhookSilo
{
    internal const string Secret = "a secret of at least thirty-two characters";

    internal static string[] OptionsFor(Receiver receiver) =>
    [
        "--ReplayGraph:Webhooks:0:Url", receiver.Url.ToString(), "--ReplayGraph:Webhooks:0:Secret", Secret,
        "--ReplayGraph:Webhooks:0:IntervalSeconds", "1", "--ReplayGraph:Webhooks:0:AllowPrivate", "true",
    ];

    internal static string Replay(int number) => Calls.Id(7, number);

    /// <summary>Waits until the process has scanned, and sends: what comes from then on is new.</summary>
    internal static Task SendsWebhooksAsync(this SiloProcess process) => Probes.UntilAsync("the process sends", process.IsSenderAsync);

    internal static async Task<bool> IsSenderAsync(this SiloProcess process)
    {
        string page = await process.Client.GetStringAsync(new Uri("/explore/default/status", UriKind.Relative));
        return page.Contains("<bdi>this process</bdi>", StringComparison.Ordinal);
    }

    /// <summary>A replay that shows issue 1.</summary>
    internal static Task IngestReplayAsync(this SiloProcess process, int number) => process.Client.IngestAsync(
        Calls.Segment(Replay(number), at: Calls.HourAgo + number),
        Calls.Error(Calls.Id(8, number), 1, Replay(number), at: Calls.HourAgo + number));
}
