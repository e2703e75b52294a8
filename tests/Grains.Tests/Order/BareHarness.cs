using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Nodes;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Constructs a grain with its dependencies, and calls it as an activation: no scheduler, no messages.</summary>
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

    private sealed class MemoryState<TState> : IPersistentState<TState>
        where TState : new()
    {
        public TState State { get; set; } = new();

        public string? Etag { get; private set; }

        public bool RecordExists => Etag is not null;

        public Task ReadStateAsync() => Task.CompletedTask;

        public Task WriteStateAsync()
        {
            Etag = "1";
            return Task.CompletedTask;
        }

        public Task ClearStateAsync()
        {
            (State, Etag) = (new(), null);
            return Task.CompletedTask;
        }
    }
}
