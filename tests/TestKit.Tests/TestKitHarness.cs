using Orleans;
using Orleans.Runtime;
using Orleans.TestKit;
using ReplayGraph.Cluster;
using ReplayGraph.Grains.Tests.Order;

namespace ReplayGraph.TestKit.Tests;

/// <summary>Activates each grain on its own silo, because the kit allows only one grain in a silo.</summary>
internal sealed class TestKitHarness : IGrainHarness
{
    public Task<TGrain> ActivateAsync<TGrain>(string key, GrainSilo at)
        where TGrain : IGrainBase
    {
        var silo = new TestKitSilo();
        silo.ServiceProvider.AddService(at.Context);
        silo.ServiceProvider.AddService<INodes>(at.Nodes);
        return silo.CreateGrainAsync<TGrain>(IdSpan.Create(key));
    }
}
