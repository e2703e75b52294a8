using System.Diagnostics.Metrics;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Spools;

/// <summary>Metrics of the spool.</summary>
internal sealed class SpoolMeters
{
    internal const string MeterName = "ReplayGraph.Spool";

    private static readonly KeyValuePair<string, object?> _tooOld = new("reason", "too_old");
    private static readonly KeyValuePair<string, object?> _rejected = new("reason", "rejected");
    private static readonly KeyValuePair<string, object?> _full = new("reason", "full");

    public SpoolMeters(IMeterFactory meters, Spool spool)
    {
        Meter meter = meters.Create(MeterName);
        meter.CreateObservableGauge("replaygraph.spool.size", () => spool.Bytes, "By", "Bytes that wait for the cluster");
        meter.CreateObservableGauge(
            "replaygraph.spool.oldest.age", () => spool.OldestAge.TotalSeconds, "s", "How long the oldest fact has waited");
        meter.CreateObservableCounter("replaygraph.spool.facts", () => spool.Counts.Spooled, "{fact}", "Facts that were spooled");
        meter.CreateObservableCounter(
            "replaygraph.spool.delivered", () => spool.Counts.Delivered, "{fact}", "Spooled facts that were delivered, repetitions included");
        meter.CreateObservableCounter("replaygraph.spool.dropped", () => Dropped(spool.Counts), "{fact}", "Facts that were lost, by reason");
    }

    private static Measurement<long>[] Dropped(SpoolCounts counts) =>
        [new(counts.TooOld, _tooOld), new(counts.Rejected, _rejected), new(counts.Refused, _full)];
}
