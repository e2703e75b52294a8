using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Cluster;
using ReplayGraph.Grains.Organizations;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Constructs a grain with its dependencies and activates it, without a scheduler or messages.</summary>
internal sealed class BareHarness : IGrainHarness
{
    public async Task<TGrain> ActivateAsync<TGrain>(string key, GrainSilo at)
        where TGrain : IGrainBase
    {
        IServiceProvider services = new ServiceCollection()
            .AddSingleton(at.Context)
            .AddSingleton<INodes>(at.Nodes)
            .AddSingleton<IPersistentState<OrganizationSettings>>(new MemoryState<OrganizationSettings>())
            .AddSingleton<IGrainContext>(provider => new BareContext(GrainId.Create(typeof(TGrain).Name, key), provider))
            .BuildServiceProvider();
        TGrain grain = ActivatorUtilities.CreateInstance<TGrain>(services);
        await grain.OnActivateAsync(CancellationToken.None);
        return grain;
    }
}
