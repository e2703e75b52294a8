using System.Diagnostics.Metrics;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Measures the calls of the process.</summary>
internal sealed class WebhookMeters
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _dropped;

    public WebhookMeters(IMeterFactory meters)
    {
        _meter = meters.Create(IngestMeters.MeterName);
        _calls = _meter.CreateCounter<long>("replaygraph.webhook.calls", "{call}", "Attempts of calls of webhooks, by outcome");
        _dropped = _meter.CreateCounter<long>("replaygraph.webhook.dropped", "{call}", "Calls that will never be sent");
    }

    internal void Observe(Func<int> pending) =>
        _meter.CreateObservableGauge("replaygraph.webhook.pending", pending, "{call}", "Calls that wait, in the process that sends them");

    internal void Count(CallOutcome outcome) => _calls.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    internal void Drop(int calls) => _dropped.Add(calls);
}
