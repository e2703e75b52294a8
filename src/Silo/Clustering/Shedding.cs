using Orleans.Configuration;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// What a silo does before its memory runs out: grains leave, least recently used first, since the store has their state. Its gateway does not
/// refuse requests then. The runtime knows its memory as of the last collection, and a gateway that refuses everything brings no other: it
/// would refuse for good.
/// </summary>
internal static class Shedding
{
    // Percent of the memory that the process may use. Grains leave down to the target.
    private const int LimitPercent = 80, TargetPercent = 70;

    // An import runs a few dozen calls of a node at a time; beyond these, its callers have given up long ago.
    private const int MaxQueued = 10_000;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    internal static void Configure(ISiloBuilder silo)
    {
        silo.Configure<GrainCollectionOptions>(grains =>
        {
            grains.EnableActivationSheddingOnMemoryPressure = true;
            grains.MemoryUsageLimitPercentage = LimitPercent;
            grains.MemoryUsageTargetPercentage = TargetPercent;
            grains.MemoryUsagePollingPeriod = _interval;
        });
        silo.Configure<SiloMessagingOptions>(messages =>
            (messages.MaxEnqueuedRequestsHardLimit, messages.MaxEnqueuedRequestsHardLimit_StatelessWorker) = (MaxQueued, MaxQueued));
    }
}
