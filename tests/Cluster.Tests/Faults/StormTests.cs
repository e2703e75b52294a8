using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests.Faults;

/// <summary>
/// Two hosts with their own activations of the same nodes, over one store that fails before and after its writes. Hosts crash, and callers
/// retry at either host until they succeed. Once everything is acknowledged, every answer equals the oracle's. <c>REPLAYGRAPH_SEED=17</c>
/// runs one seed, <c>REPLAYGRAPH_RUNS=10000</c> more of them.
/// </summary>
public sealed class StormTests
{
    private static readonly FakeTimeProvider _time = new(World.Now.ToDate());

    [Fact]
    public async Task AcknowledgedFacts_SurviveFailures()
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
            await new Storm(kept, seed).IngestAllAsync(deck);
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

        internal async Task IngestAllAsync(Deck deck)
        {
            foreach (FactBatch[] batches in deck.Shuffled(_random.Next()).Batches(_random.Next()).Chunk(3))
            {
                // Concurrent callers, so that hosts race for nodes.
                await Task.WhenAll(batches.Select(IngestAllAsync));
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

        private async Task IngestAllAsync(FactBatch batch)
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
                    // Retry, perhaps at the other host.
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

                // Membership has changed.
                host.Nodes.Context.Cache.Redelivery.Require();
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
