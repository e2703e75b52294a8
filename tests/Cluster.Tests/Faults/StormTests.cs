using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests.Faults;

/// <summary>
/// Two hosts on one store, each with activations of its own of the same nodes, over a store that fails before and after its work; hosts
/// that forget everything; callers that try again until they are answered, at whichever host. Once all is acknowledged, every answer is
/// the oracle's. <c>REPLAYGRAPH_SEED=17</c> runs one seed, <c>REPLAYGRAPH_RUNS=10000</c> more of them.
/// </summary>
public sealed class StormTests
{
    private static readonly FakeTimeProvider _time = new(World.Now.ToDate());

    [Fact]
    public async Task Acknowledged_IsThere_WhateverFailed()
    {
        foreach (int seed in Seeds(40))
        {
            Deck deck = Deck.Draw(seed, 40);
            var oracle = new OracleGraph(_time);
            foreach (FactBatch batch in deck.Batches(seed))
            {
                await oracle.IngestAsync(World.Organization, batch);
            }

            var kept = new MemoryStore();
            await new Storm(kept, seed).TellAsync(deck);
            var graph = new LocalGraph(kept, _time);
            foreach (Question question in Question.Standing())
            {
                string expected = await question.AskAsync(oracle), actual = await question.AskAsync(graph);
                Assert.True(expected == actual, $"{question.Text}\nexpected:\n{expected}\nactual:\n{actual}\n{deck}");
            }
        }
    }

    private static IEnumerable<int> Seeds(int runs) =>
        int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_SEED"), out int seed)
            ? [seed]
            : Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_RUNS"), out int asked) ? asked : runs);

    private sealed class Storm
    {
        private readonly Random _random;
        private readonly LocalGraph[] _hosts;
        private readonly MemoryStore _kept;

        internal Storm(MemoryStore kept, int seed)
        {
            (_kept, _random) = (kept, new Random(seed));
            _hosts = [Host(), Host()];
            Join();
        }

        internal async Task TellAsync(Deck deck)
        {
            foreach (FactBatch[] batches in deck.Shuffled(_random.Next()).Batches(_random.Next()).Chunk(3))
            {
                // Several callers at a time, so that hosts race for nodes.
                await Task.WhenAll(batches.Select(TellAsync));
                if (_random.Next(8) == 0)
                {
                    int crashed = _random.Next(2);
                    _hosts[crashed] = Host();
                    Join();
                }
                else if (_random.Next(4) == 0)
                {
                    _hosts[_random.Next(2)].Nodes.Deactivate();
                }
            }
        }

        private async Task TellAsync(FactBatch batch)
        {
            while (true)
            {
                try
                {
                    await _hosts[Draw(2)].IngestAsync(World.Organization, batch);
                    return;
                }
                catch (GraphException e) when (e.IsTransient)
                {
                    // Told again, perhaps at the other host.
                }
            }
        }

        private LocalGraph Host() => new(
            new FaultyStore(_kept)
            {
                Reading = () => Draw(60) == 0 ? Fault.Before : Fault.None,
                Writing = _ => Draw(40) switch { 0 => Fault.Before, 1 => Fault.After, _ => Fault.None },
            },
            _time);

        private void Join()
        {
            foreach (LocalGraph host in _hosts)
            {
                host.Nodes.Silos.Clear();
                host.Nodes.Silos.AddRange(_hosts.Select(one => one.Nodes.Context.Cache));

                // A host has gone, and another has come: as members are told.
                host.Nodes.Context.Cache.RequireRedelivery();
                host.Nodes.Context.Cache.Forget();
            }
        }

        private int Draw(int most)
        {
            lock (_random)
            {
                return _random.Next(most);
            }
        }
    }
}
