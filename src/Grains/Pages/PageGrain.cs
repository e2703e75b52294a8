using ReplayGraph.Cluster.Caches;

namespace ReplayGraph.Grains.Pages;

/// <summary>Validates the pages of its silo. Elsewhere no tag would match, which costs time, not correctness.</summary>
[NumberedSiloPlacement]
[GrainType("pages")]
internal sealed class PageGrain(SiloCache cache) : Grain, IPageGrain
{
    public ValueTask<long[]> StaleAsync(long[] tags) => new(cache.Pages.Stale(tags));
}
