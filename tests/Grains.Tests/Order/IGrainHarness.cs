namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Activates a grain without a cluster.</summary>
internal interface IGrainHarness
{
    /// <summary>Creates an activation of the grain with this key, with the dependencies in <paramref name="at"/>.</summary>
    Task<TGrain> ActivateAsync<TGrain>(string key, GrainSilo at)
        where TGrain : IGrainBase;
}
