using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Grains.Tests.Order;
using ReplayGraph.Grains.Webhooks;

namespace ReplayGraph.Grains.Tests.Webhooks;

public sealed class WebhookStateTests
{
    private readonly MemoryState<WebhookRecord> _state = new();
    private readonly BareContext _context = new(GrainId.Create("webhook-state", "0"), new ServiceCollection().BuildServiceProvider());
    private readonly WebhookStateGrain _grain;

    public WebhookStateTests() => _grain = new(_context, _state);

    [Fact]
    public async Task OfTwoSavesOfAVersion_OneSucceeds()
    {
        Assert.Equal((0, 0), ((await _grain.LoadAsync()).Version, (await _grain.LoadAsync()).Bytes.Length));
        Assert.True(await _grain.TrySaveAsync([1], 0));
        Assert.False(await _grain.TrySaveAsync([2], 0));
        Assert.True(await _grain.TrySaveAsync([3], 1));
        Assert.False(await _grain.TrySaveAsync([4], 3));
        Assert.Equal(2, _state.Kept!.Version);
        Assert.Equal([3], _state.Kept.Bytes);
        Assert.Same(_state.Kept, await _grain.LoadAsync());
    }

    [Fact]
    public async Task AfterAFailedWrite_TheStateIsReadAgain()
    {
        Assert.True(await _grain.TrySaveAsync([1], 0));
        _state.Writing = () => Task.FromException(new InvalidOperationException("The database is away."));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _grain.TrySaveAsync([2], 1));
        Assert.True(_context.IsDeactivated);
        Assert.Equal([1], (await _grain.LoadAsync()).Bytes);
    }
}
