using System.Diagnostics.Metrics;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api.Live;

/// <summary>Measures the streams of the process.</summary>
internal sealed class LiveMeters(IMeterFactory meters)
{
    private readonly Meter _meter = meters.Create(IngestMeters.MeterName);

    internal void Observe(Func<int> subscribers, Func<int> watches)
    {
        _meter.CreateObservableGauge("replaygraph.live.subscribers", subscribers, "{client}", "Open live streams");
        _meter.CreateObservableGauge("replaygraph.live.topics", watches, "{topic}", "Issues, transactions and projects that they follow");
    }
}
