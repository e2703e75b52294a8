using Orleans.Concurrency;

namespace ReplayGraph.Grains.Pages;

/// <summary>The pages that the nodes of one silo cache. Its key is the number of the silo, so it is activated there.</summary>
[Alias("replaygraph.pages")]
public interface IPageGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The tags whose pages are not current any more. Loads nothing and never waits for a node, so it needs no cancellation.
    /// </summary>
    [Alias("Stale")]
    [AlwaysInterleave]
    ValueTask<long[]> StaleAsync(long[] tags);
}
