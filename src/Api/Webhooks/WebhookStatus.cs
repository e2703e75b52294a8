using ReplayGraph.Api.Status;

namespace ReplayGraph.Api.Webhooks;

/// <summary>The status of webhooks: numbers over all organizations, whose webhooks no other may see.</summary>
internal sealed class WebhookStatus(WebhookWorker worker) : IHostStatus
{
    public ValueTask<IReadOnlyList<StatusSection>> ReadAsync(CancellationToken cancel) => new(
    [
        new("Webhooks",
        [
            new("Configured", StatusText.Of(worker.Webhooks)),
            new("Calls are sent by", worker.Pending is null ? "another process, or none yet" : "this process"),
            new("Calls that wait", worker.Pending is { } pending ? StatusText.Of(pending) : "known to the process that sends"),
        ]),
    ]);
}
