namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Activates one grain, without a cluster.</summary>
internal interface IGrainHarness
{
    /// <summary>A new activation of the grain of that key, which works with what <paramref name="at"/> holds.</summary>
    Task<TGrain> ActivateAsync<TGrain>(string key, GrainSilo at)
        where TGrain : IGrainBase;
}
