using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Tests.Order;

namespace ReplayGraph.Grains.Tests.Organizations;

/// <summary>An organization's settings under interleaved calls and failed writes.</summary>
public sealed class OrganizationSettingsTests
{
    private readonly MemoryState<OrganizationSettings> _state = new();
    private readonly BareContext _context;
    private readonly OrganizationGrain _grain;

    public OrganizationSettingsTests()
    {
        var silo = new GrainSilo(new MemoryStore());
        _context = new(
            GrainId.Create("organization", NodeId.Of(World.Organization).ToString()), new ServiceCollection().BuildServiceProvider());
        _grain = new(_context, silo.Context, silo.Nodes, _state);
    }

    [Fact]
    public async Task Close_WhileAnAdmissionFails_IsWritten()
    {
        await _grain.OnActivateAsync(CancellationToken.None);
        TaskCompletionSource first = new(), second = new();
        var writes = new Queue<Task>([first.Task, second.Task]);
        _state.Writing = writes.Dequeue;

        ValueTask<OrganizationSettings> admitted = _grain.AdmitAsync();
        ValueTask<OrganizationSettings> closed = _grain.CloseAsync(true);
        first.SetException(new InvalidOperationException("The database is away."));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await admitted);
        second.SetResult();

        Assert.True((await closed).IsClosed);
        Assert.True(_state.Kept?.IsClosed);
        Assert.True(_context.IsDeactivated);
    }

    [Fact]
    public async Task Close_ThatIsNotWritten_IsNotVisible()
    {
        await _grain.OnActivateAsync(CancellationToken.None);
        var write = new TaskCompletionSource();
        _state.Writing = () => write.Task;

        ValueTask<OrganizationSettings> closed = _grain.CloseAsync(true);
        Assert.False((await _grain.SettingsAsync()).IsClosed);
        write.SetException(new InvalidOperationException("The database is away."));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await closed);

        Assert.False((await _grain.SettingsAsync()).IsClosed);
    }
}
