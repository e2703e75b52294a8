using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>
/// Each grain's order of work (load, step, persist, forward, reply) with a failure at each point, and with two activations. A subclass
/// creates the activations.
/// </summary>
public abstract class GrainOrderSpec
{
    private readonly MemoryStore _kept = new();
    private readonly GrainSilo _silo;
    private readonly IGrainHarness _harness;

    private protected GrainOrderSpec(IGrainHarness harness)
    {
        _harness = harness;
        _silo = new(_kept);
    }

    public static TheoryData<NodeType> Types => [.. GrainUnderTest.All.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task FailedLoad_ChangesNothing_AndTheNextCallLoads(NodeType type)
    {
        GrainUnderTest.Activation grain = await ActivateAsync(type, _silo);
        _silo.Store.Reading = () => Fault.Before;

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => grain.SendAsync(1));

        Assert.True(failure.IsTransient);
        Assert.Equal(0, await VersionAsync(type));
        _silo.Store.Reading = () => Fault.None;
        await grain.SendAsync(1);
        Assert.Equal([1], await grain.ObserveAsync());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task FailedWrite_IsNotInMemory(NodeType type)
    {
        GrainUnderTest.Activation grain = await ActivateAsync(type, _silo);
        await grain.SendAsync(1);
        _silo.Store.Writing = _ => Fault.Before;

        await Assert.ThrowsAsync<GraphException>(() => grain.SendAsync(2));

        Assert.Equal([1], await grain.ObserveAsync());
        _silo.Store.Writing = _ => Fault.None;
        await grain.SendAsync(2);
        Assert.Equal([1, 2], await ObservedAsync(grain));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task UnacknowledgedWrite_IsAppliedOnce(NodeType type)
    {
        GrainUnderTest.Activation grain = await ActivateAsync(type, _silo);
        _silo.Store.Writing = _ => Fault.After;

        await Assert.ThrowsAsync<GraphException>(() => grain.SendAsync(1));

        _silo.Store.Writing = _ => Fault.None;
        Assert.Equal([1], await grain.ObserveAsync());
        await grain.SendAsync(1);
        Assert.Equal([1], await grain.ObserveAsync());
        GrainUnderTest.Activation next = await ActivateAsync(type, new GrainSilo(_kept));
        Assert.Equal([1], await next.ObserveAsync());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task TwoActivations_LoseNothing(NodeType type)
    {
        // The second activation is on another silo, which does not know of the first.
        var other = new GrainSilo(_kept);
        GrainUnderTest.Activation first = await ActivateAsync(type, _silo);
        GrainUnderTest.Activation second = await ActivateAsync(type, other);
        await first.SendAsync(1);
        await second.SendAsync(2);
        await first.SendAsync(3);
        await second.SendAsync(4);

        GrainUnderTest.Activation next = await ActivateAsync(type, new GrainSilo(_kept));
        Assert.Equal([1, 2, 3, 4], await ObservedAsync(next));
        await first.SendAsync(5);
        Assert.Equal([1, 2, 3, 4, 5], await ObservedAsync(first));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Conflict_RepeatsTheStep(NodeType type)
    {
        GrainUnderTest.Activation first = await ActivateAsync(type, _silo);
        GrainUnderTest.Activation second = await ActivateAsync(type, new GrainSilo(_kept));
        bool isFirst = true;
        _silo.Store.Writing = _ =>
        {
            if (isFirst)
            {
                // Between the first activation's read and its write.
                isFirst = false;
                second.SendAsync(2).GetAwaiter().GetResult();
            }

            return Fault.None;
        };

        await first.SendAsync(1);

        Assert.Equal([1, 2], await ObservedAsync(first));
        Assert.Equal(2, await VersionAsync(type));
    }

    [Fact]
    public async Task OrganizationWhoseAnnouncementFailed_AnnouncesAgain()
    {
        GrainUnderTest.Activation grain = await ActivateAsync(NodeType.Organization, _silo);
        _silo.Nodes.Failing = 1;

        await Assert.ThrowsAsync<GraphException>(() => grain.SendAsync(1));

        // It is durable but unacknowledged. A retry is acknowledged only once every silo has the announcement.
        Assert.Empty(_silo.Nodes.Announced);
        await grain.SendAsync(1);
        Assert.Equal(1, Assert.Single(_silo.Nodes.Announced).Version);
    }

    private Task<GrainUnderTest.Activation> ActivateAsync(NodeType type, GrainSilo at) =>
        GrainUnderTest.All[type].ActivateAsync(_harness, at);

    private static async Task<IEnumerable<int>> ObservedAsync(GrainUnderTest.Activation grain) => (await grain.ObserveAsync()).Order();

    private async Task<long> VersionAsync(NodeType type) => (await _kept.VersionAsync(GrainUnderTest.All[type].Id)).Number;
}
