using System.Diagnostics.Metrics;
using ReplayGraph.Cluster.Caches;

namespace ReplayGraph.Grains.Telemetry;

/// <summary>Metrics of a silo's cache.</summary>
internal static class CacheMeters
{
    /// <summary>Adds the metrics of a cache.</summary>
    internal static SiloCache Observe(SiloCache cache, IMeterFactory meters)
    {
        Meter meter = meters.Create(GrainMeters.Name);
        meter.CreateObservableGauge(
            "replaygraph.grains.cache.size", () => cache.Bytes, "By", "Estimated memory of cached replays and rare facts");
        meter.CreateObservableGauge("replaygraph.grains.cache.limit", () => cache.Capacity, "By", "The most memory that they may take");
        meter.CreateObservableCounter(
            "replaygraph.grains.cache.evictions", () => cache.Evictions, "{entry}", "Replays and organizations that were evicted from the cache");
        return cache;
    }
}
