using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Lookups of keys of which nothing has arrived leave no activations behind.</summary>
public sealed class UnknownKeyTests : IAsyncLifetime
{
    private const int Keys = 200;

    private static readonly string[] _types = ["issue", "transaction", "event", "replay"];

    private readonly MemoryStore _store = new();
    private TestSilos _silos = null!;

    public async Task InitializeAsync() => _silos = await TestSilos.StartAsync(1, () => _store);

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task UnknownKeys_LeaveNoActivations()
    {
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => LookUpAsync(_silos.Graph, i)));

        await UntilAsync(counts => counts.Values.Sum() == 0);
    }

    [Fact]
    public async Task KnownKey_KeepsItsActivation()
    {
        await _silos.Graph.IngestAsync(World.Organization, Batches.Of([Make.Error(1, issue: 5, replay: 1), Make.Segment(1)]));

        LinkPage page = await LookupAsync(_silos.Graph, NodeKey.Of(World.Issue(5)));

        Assert.True(page.IsKnown);
        Assert.Equal(1, (await ActivationsAsync()).GetValueOrDefault("issue"));
    }

    [Fact]
    public async Task UnknownKeys_LookedUpWhileTheyAreWritten_LoseNothing()
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

    // Each call is a round trip; deactivations end meanwhile.
    private async Task UntilAsync(Func<Dictionary<string, int>, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await ActivationsAsync() is var counts && !isSo(counts))
        {
            Assert.False(patience.IsCancellationRequested, string.Join(", ", counts));
        }
    }

    private async Task<Dictionary<string, int>> ActivationsAsync()
    {
        var management = _silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        DetailedGrainStatistic[] active = await management.GetDetailedGrainStatistics();
        return active.Select(one => one.GrainId.Type.ToString()!).Where(type => _types.Contains(type))
            .GroupBy(type => type).ToDictionary(type => type.Key, type => type.Count());
    }
}
