using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Lookups of keys of which nothing has arrived activate no grains.</summary>
public sealed class UnknownKeyTests : IAsyncLifetime
{
    private const int Keys = 200;

    private static readonly string[] _types = ["issue", "transaction", "event", "replay"];

    private readonly MemoryStore _store = new();
    private TestSilos _silos = null!;

    public async Task InitializeAsync() => _silos = await TestSilos.StartAsync(1, () => _store);

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task UnknownKeys_ActivateNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => LookUpAsync(_silos.Graph, i)));

        Assert.Empty(await ActivationsAsync());
    }

    [Fact]
    public async Task KnownKey_IsAnsweredByItsGrain()
    {
        await _silos.Graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, issue: 5, replay: 1), Make.Segment(1)]));
        await _silos.ForgetAsync();

        LinkPage first = await LookupAsync(_silos.Graph, NodeKey.Of(World.Issue(5)));
        LinkPage second = await LookupAsync(_silos.Graph, NodeKey.Of(World.Issue(5)));

        Assert.Single(first.Links);
        Assert.Same(first, second);
        Assert.Equal(new Dictionary<string, int> { ["issue"] = 1 }, await ActivationsAsync());
    }

    [Fact]
    public async Task KeyThatIsWrittenWhileItIsLookedUp_IsFoundAfterwards()
    {
        for (int i = 1; i <= 50; i++)
        {
            NodeKey issue = NodeKey.Of(World.Issue(i));
            Task<LinkPage[]> lookups = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => LookupAsync(_silos.Graph, issue)));
            await _silos.Graph.IngestAsync(World.Organization, Batches.Of([Make.Error(i, issue: i, replay: 1), Make.Segment(1)]));

            Assert.Single((await LookupAsync(_silos.Graph, issue)).Links);
            await lookups;
        }
    }

    [Fact]
    public async Task IssueThatWasMergedBeforeItsFirstEvent_IsFoundWithItsParts()
    {
        await _silos.Graph.IngestAsync(
            World.Organization, Batches.Of([Make.Error(1, issue: 5, replay: 1), Make.Segment(1), Make.Merge([5], 6)]));

        Assert.Single((await LookupAsync(_silos.Graph, NodeKey.Of(World.Issue(6)))).Links);
    }

    private static async Task LookUpAsync(IGraph graph, int number)
    {
        Assert.False((await LookupAsync(graph, NodeKey.Of(World.Issue(1000 + number)))).IsKnown);
        Assert.False((await LookupAsync(graph, NodeKey.OfTransaction($"unknown {number}"))).IsKnown);
        Assert.False((await LookupAsync(graph, NodeKey.Of(World.Event(1000 + number)))).IsKnown);
        Assert.Empty(await graph.ReplaysAsync(World.Organization, [World.Replay(1000 + number)]));
        await graph.LookupAsync(World.Organization, new() { Keys = [NodeKey.Of(World.Issue(2000 + number)), NodeKey.Of(World.Issue(3000 + number))] });
    }

    private static async Task<LinkPage> LookupAsync(IGraph graph, NodeKey key) =>
        await graph.LookupAsync(World.Organization, new LookupQuery { Keys = [key] });

    private async Task<Dictionary<string, int>> ActivationsAsync()
    {
        var management = _silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        DetailedGrainStatistic[] active = await management.GetDetailedGrainStatistics();
        return active.Select(one => one.GrainId.Type.ToString()!).Where(type => _types.Contains(type))
            .GroupBy(type => type).ToDictionary(type => type.Key, type => type.Count());
    }
}
