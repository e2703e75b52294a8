using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Grains.Ingest;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Silos join, leave and are killed during ingest.</summary>
public sealed class MembershipTests
{
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task KilledSilo_LosesNothing()
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

            await OracleComparison.IngestAsync(graph, batch);
        });

        await OracleComparison.AssertAnswersAsync(graph, deck, _time);
    }

    [Fact]
    public async Task KilledGateway_WhatWasSentThroughIt_IsAnsweredByAnother()
    {
        var first = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource();
        await using TestSilos silos = await StartAsync(2, silo => silo.AddIncomingGrainCallFilter(async call =>
        {
            if (call.Grain is IIngestGrain && first.TrySetResult(call.TargetContext.Address.SiloAddress!))
            {
                await end.Task;
            }

            await call.Invoke();
        }));
        Task<IngestResult> ingest = silos.Fresh(_time).IngestAsync(World.Organization, Batches.Of([Make.Error(1, issue: 5)])).AsTask();
        SiloAddress at = await first.Task;

        // The call that does not end holds up the end of its silo.
        Task killed = silos.Cluster.KillSiloAsync(silos.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(at)), CancellationToken.None);
        try
        {
            Assert.Equal(1, (await ingest.WaitAsync(TimeSpan.FromMinutes(1))).Accepted);
        }
        finally
        {
            end.SetResult();
            await killed;
        }
    }

    [Fact]
    public async Task JoiningSilo_AnswersLikeTheOthers()
    {
        await using TestSilos silos = await StartAsync(1);
        silos.Clock.Shown = _time;
        Deck deck = Deck.Draw(4, 120);
        List<FactBatch> batches = [.. deck.Batches(4)];
        var ingested = new List<FactBatch>();
        for (int i = 0; i < batches.Count; i++)
        {
            if (i == batches.Count / 3)
            {
                await silos.Cluster.StartAdditionalSiloAsync();
            }

            // Ingested at one silo, and queried at another immediately.
            int silo = i % silos.Cluster.Silos.Count;
            await silos[silo].GetRequiredService<IGraph>().IngestAsync(World.Organization, batches[i]);
            ingested.Add(batches[i]);
            if (i % 4 == 0)
            {
                int count = ingested.Sum(batch => batch.Count);
                IGraph asked = silos[(i + 1) % silos.Cluster.Silos.Count].GetRequiredService<IGraph>();
                await OracleComparison.AssertAnswersAsync(asked, deck with { Facts = [.. deck.Facts.Take(count)] }, _time);
            }
        }
    }

    [Fact]
    public async Task TwoActivationsOfEachGrain_LoseNoLink()
    {
        // Two clusters that do not know each other, so each grain is active in both.
        await using TestSilos one = await StartAsync(1);
        await using TestSilos other = await StartAsync(1);
        IGraph[] graphs = [one.Fresh(_time), other.Fresh(_time)];
        Deck drawn = Deck.Draw(3, 300);

        // Without rare facts: a cluster announces those to its own silos, and these clusters do not know each other.
        Deck deck = drawn with { Facts = [.. drawn.Facts.Where(fact => fact is EventFact or SegmentFact or EventLinkFact)] };
        FactBatch[] batches = [.. deck.Batches(3)];

        await Parallel.ForAsync(0, batches.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            await OracleComparison.IngestAsync(graphs[i % 2], batches[i]));

        await one.ForgetAsync();
        await OracleComparison.AssertAnswersAsync(graphs[0], deck, _time);
    }

    private Task<TestSilos> StartAsync(short silos, Action<ISiloBuilder>? configure = null) => TestSilos.StartAsync(silos, () => _store, silo =>
    {
        configure?.Invoke(silo);
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.ProbeTimeout = TimeSpan.FromSeconds(2);
            members.NumMissedProbesLimit = 2;
        });
    });
}
