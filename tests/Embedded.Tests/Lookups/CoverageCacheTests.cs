using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Coverages;
using ReplayGraph.Embedded.Lookups;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Embedded.Retention;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Lookups;

public sealed class CoverageCacheTests
{
    /// <summary>The sums of blocks are those of a scan after each batch, whatever changed, and whenever it expires.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    public void Blocks_AddUpToAScan(int blockBits)
    {
        for (int seed = 1; seed <= 150; seed++)
        {
            var random = new Random(seed);
            Deck deck = (seed % 3) switch
            {
                0 => Deck.Draw(seed, 80),
                1 => Deck.DrawHot(seed, 80),
                _ => Deck.DrawWide(seed, 80),
            };
            var nodes = new OrganizationNodes(new NodeSettings(TimeSpan.FromDays(90), EvidenceOptions.Default) { CoverageBlockBits = blockBits });
            var applier = new Applier(nodes);
            Timestamp now = World.Now;
            foreach (FactBatch batch in deck.Batches(seed))
            {
                applier.Apply(batch.Bytes.ToArray(), now);
                now = random.Next(8) == 0 ? now.Plus(TimeSpan.FromDays(random.Next(1, 30))) : now;
                if (random.Next(16) == 0)
                {
                    new Sweeper(nodes, now).Sweep();
                }

                var view = new EmbeddedView(nodes, now);
                foreach (CoverageQuery query in new QueryDraw(random).KeptCoverage())
                {
                    var scan = new Coverage(query);
                    scan.Add(view, CancellationToken.None);
                    Assert.True(scan.Rows.SequenceEqual(view.Coverage(query, CancellationToken.None)), $"seed {seed}, {query}");
                }
            }
        }
    }

    [Fact]
    public void ReplaysSince_AreRememberedToALimit()
    {
        var changes = new CoverageChanges(12);
        for (int number = 1; number < 1 << 16; number++)
        {
            changes.Replay(number);
        }

        Assert.Equal((1 << 16) - 1, changes.ReplaysSince(0)?.Count);
        Assert.Equal([(1 << 16) - 1], changes.ReplaysSince((1 << 16) - 2)!);

        changes.Replay(7);
        Assert.Null(changes.ReplaysSince(0));
        Assert.Equal([(1 << 16) - 1, 7], changes.ReplaysSince((1 << 16) - 2)!.Order().Reverse());
    }
}
