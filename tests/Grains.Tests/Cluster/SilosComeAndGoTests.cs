using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Silos that join, leave and are killed while facts come in.</summary>
public sealed class SilosComeAndGoTests
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task SiloThatIsKilled_TakesNothingAlong()
    {
        await using TestSilos silos = await StartAsync(3);
        IGraph graph = silos.Fresh(_time);
        Deck deck = Deck.Draw(2, 240);
        List<FactBatch> batches = [.. deck.Batches(2)];
        int ingested = 0;
        InProcessSiloHandle victim = silos.Cluster.Silos[1];

        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, _) =>
        {
            if (Interlocked.Increment(ref ingested) == batches.Count / 3)
            {
                await silos.Cluster.KillSiloAsync(victim, CancellationToken.None);
            }

            await Comparing.IngestAsync(graph, batch);
        });

        await Comparing.AnswersAsync(graph, deck, _time);
    }

    [Fact]
    public async Task SiloThatJoins_AnswersAsTheOthersDo()
    {
        await using TestSilos silos = await StartAsync(1);
        silos.Clock.Shown = _time;
        Deck deck = Deck.Draw(4, 120);
        List<FactBatch> batches = [.. deck.Batches(4)];
        var told = new List<FactBatch>();
        for (int i = 0; i < batches.Count; i++)
        {
            if (i == batches.Count / 3)
            {
                await silos.Cluster.StartAdditionalSiloAsync();
            }

            // Told at one silo, asked at another, at once.
            int silo = i % silos.Cluster.Silos.Count;
            await silos[silo].GetRequiredService<IGraph>().IngestAsync(World.Organization, batches[i]);
            told.Add(batches[i]);
            if (i % 4 == 0)
            {
                int count = told.Sum(batch => batch.Count);
                IGraph asked = silos[(i + 1) % silos.Cluster.Silos.Count].GetRequiredService<IGraph>();
                await Comparing.AnswersAsync(asked, deck with { Facts = [.. deck.Facts.Take(count)] }, _time);
            }
        }
    }

    [Fact]
    public async Task TwoActivationsOfEachGrain_LoseNoLink()
    {
        // Two clusters that know nothing of each other: each grain is activated in both.
        await using TestSilos one = await StartAsync(1);
        await using TestSilos other = await StartAsync(1);
        IGraph[] graphs = [one.Fresh(_time), other.Fresh(_time)];
        Deck drawn = Deck.Draw(3, 300);

        // Without what is rare, which a cluster tells its silos, and these two clusters do not tell each other.
        Deck deck = drawn with { Facts = [.. drawn.Facts.Where(fact => fact is EventFact or SegmentFact or EventLinkFact)] };
        FactBatch[] batches = [.. deck.Batches(3)];

        await Parallel.ForAsync(0, batches.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            await Comparing.IngestAsync(graphs[i % 2], batches[i]));

        await one.ForgetAsync();
        await Comparing.AnswersAsync(graphs[0], deck, _time);
    }

    private Task<TestSilos> StartAsync(short silos) => TestSilos.StartAsync(silos, () => _store, silo =>
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.ProbeTimeout = TimeSpan.FromSeconds(2);
            members.NumMissedProbesLimit = 2;
        }));
}
