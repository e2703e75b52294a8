using ReplayGraph.LocalCluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>
/// Each grain's order of work, load, step, persist, forward, reply, with a failure at each arrow; and two activations of it. A subclass
/// says how a grain is activated alone.
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

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => grain.TellAsync(1));

        Assert.True(failure.IsTransient);
        Assert.Equal(0, await VersionAsync(type));
        _silo.Store.Reading = () => Fault.None;
        await grain.TellAsync(1);
        Assert.Equal([1], await grain.ShowAsync());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task FailedWrite_IsNotInMemory(NodeType type)
    {
        GrainUnderTest.Activation grain = await ActivateAsync(type, _silo);
        await grain.TellAsync(1);
        _silo.Store.Writing = _ => Fault.Before;

        await Assert.ThrowsAsync<GraphException>(() => grain.TellAsync(2));

        Assert.Equal([1], await grain.ShowAsync());
        _silo.Store.Writing = _ => Fault.None;
        await grain.TellAsync(2);
        Assert.Equal([1, 2], await ShownAsync(grain));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task WriteThatNobodyHeardOf_IsThereOnce(NodeType type)
    {
        GrainUnderTest.Activation grain = await ActivateAsync(type, _silo);
        _silo.Store.Writing = _ => Fault.After;

        await Assert.ThrowsAsync<GraphException>(() => grain.TellAsync(1));

        _silo.Store.Writing = _ => Fault.None;
        Assert.Equal([1], await grain.ShowAsync());
        await grain.TellAsync(1);
        Assert.Equal([1], await grain.ShowAsync());
        GrainUnderTest.Activation next = await ActivateAsync(type, new GrainSilo(_kept));
        Assert.Equal([1], await next.ShowAsync());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task TwoActivations_LoseNothing(NodeType type)
    {
        // The later activation lives on another silo, which knows nothing of the first.
        var other = new GrainSilo(_kept);
        GrainUnderTest.Activation first = await ActivateAsync(type, _silo);
        GrainUnderTest.Activation second = await ActivateAsync(type, other);
        await first.TellAsync(1);
        await second.TellAsync(2);
        await first.TellAsync(3);
        await second.TellAsync(4);

        GrainUnderTest.Activation next = await ActivateAsync(type, new GrainSilo(_kept));
        Assert.Equal([1, 2, 3, 4], await ShownAsync(next));
        await first.TellAsync(5);
        Assert.Equal([1, 2, 3, 4, 5], await ShownAsync(first));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task LostRace_IsSteppedAgain(NodeType type)
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
                second.TellAsync(2).GetAwaiter().GetResult();
            }

            return Fault.None;
        };

        await first.TellAsync(1);

        Assert.Equal([1, 2], await ShownAsync(first));
        Assert.Equal(2, await VersionAsync(type));
    }

    [Fact]
    public async Task OrganizationThatCouldNotTellEverySilo_TellsAgain()
    {
        GrainUnderTest.Activation grain = await ActivateAsync(NodeType.Organization, _silo);
        _silo.Nodes.Deaf = 1;

        await Assert.ThrowsAsync<GraphException>(() => grain.TellAsync(1));

        // It is durable, and nobody was answered; who sends it again is answered only once every silo knows.
        Assert.Empty(_silo.Nodes.Heard);
        await grain.TellAsync(1);
        Assert.Equal(1, Assert.Single(_silo.Nodes.Heard).Version);
    }

    private Task<GrainUnderTest.Activation> ActivateAsync(NodeType type, GrainSilo at) =>
        GrainUnderTest.All[type].ActivateAsync(_harness, at);

    private static async Task<IEnumerable<int>> ShownAsync(GrainUnderTest.Activation grain) => (await grain.ShowAsync()).Order();

    private async Task<long> VersionAsync(NodeType type) => (await _kept.VersionAsync(GrainUnderTest.All[type].Id)).Number;
}
