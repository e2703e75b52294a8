using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Tests;

public sealed class SnapshotTests : Scratch
{
    [Fact]
    public async Task IsWritten_OnceTheJournalHasGrown()
    {
        FactBatch batch = Batches.Of(Deck.Draw(1, 50).Facts);
        EmbeddedGraph graph = Open(snapshotBytes: batch.Bytes.Length * 3 / 2);
        await graph.IngestAsync(World.Organization, batch);
        await graph.DisposeAsync();
        Assert.False(File.Exists(Snapshot));

        graph = Open(snapshotBytes: batch.Bytes.Length * 3 / 2);
        Assert.True(graph.Opened.Bytes > batch.Bytes.Length);
        await graph.IngestAsync(World.Organization, batch);
        await graph.DisposeAsync();
        byte[] written = await File.ReadAllBytesAsync(Snapshot);

        graph = Open(snapshotBytes: batch.Bytes.Length * 3 / 2);
        Assert.Equal(0, graph.Opened.Bytes);
        await graph.IngestAsync(World.Organization, batch);
        await graph.DisposeAsync();
        Assert.Equal(written, await File.ReadAllBytesAsync(Snapshot));
        Assert.True(Open().Opened.Bytes > 0);
    }

    [Fact]
    public async Task IsWrittenWhileRunning_OnceTheJournalHasGrown()
    {
        FactBatch batch = Batches.Of(Deck.Draw(1, 50).Facts);
        EmbeddedGraph graph = Open(runningSnapshotBytes: batch.Bytes.Length * 5 / 2);
        await graph.IngestAsync(World.Organization, batch);
        await graph.IngestAsync(World.Organization, batch);
        Assert.False(File.Exists(Snapshot));
        await graph.IngestAsync(World.Organization, batch);
        await graph.DisposeAsync();
        Assert.True(File.Exists(Snapshot));
        graph = Open();
        Assert.Equal(0, graph.Opened.Bytes);
        Assert.Equal(3 * batch.Count, graph.Opened.Facts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reopened_MatchesTheOracle(bool fromSnapshot)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Deck deck = Deck.Draw(seed, 12 + (seed * 7 % 90));
            var oracle = new OracleGraph(Time);
            string folder = $"{Folder}-{seed}";
            EmbeddedGraph graph = Open(folder: folder, snapshotBytes: fromSnapshot ? 0 : long.MaxValue);
            var random = new Random(seed);
            foreach (FactBatch batch in deck.Batches(seed))
            {
                await oracle.IngestAsync(World.Organization, batch);
                await graph.IngestAsync(World.Organization, batch);
                if (random.Next(5) == 0)
                {
                    await graph.DisposeAsync();
                    graph = Open(folder: folder, snapshotBytes: fromSnapshot && random.Next(2) == 0 ? 0 : long.MaxValue);
                }
            }

            await graph.DisposeAsync();
            graph = Open(folder: folder);
            Assert.Equal(fromSnapshot, File.Exists(Path.Combine(folder, "snapshot")));
            string? differ = await DifferAsync(oracle, graph, Questions(deck));
            Assert.True(differ is null, $"{deck}\n{differ}");
            IngestResult again = await graph.IngestAsync(World.Organization, Batches.Of(deck.Facts));
            Assert.True(again.Accepted == 0, $"{deck}\nrepeated: {again}");
            await graph.DisposeAsync();
        }
    }

    [Fact]
    public async Task Damaged_IsIgnored()
    {
        Deck deck = Deck.Draw(6, 60);
        EmbeddedGraph graph = Open(snapshotBytes: 0);
        await graph.IngestAsync(World.Organization, Batches.Of(deck.Facts));
        await graph.DisposeAsync();
        byte[] whole = await File.ReadAllBytesAsync(Snapshot);
        var random = new Random(1);
        // Every byte of the header, with its counts and lengths, and a sample of the rest.
        IEnumerable<int> places = Enumerable.Range(0, 400).Concat(Enumerable.Range(0, 150).Select(_ => random.Next(whole.Length)));
        foreach (int at in places.Where(at => at < whole.Length))
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << random.Next(8));
            await ArePassedOverAsync(damaged, $"byte {at}");
        }

        foreach (int length in Enumerable.Range(0, 40).Select(_ => random.Next(whole.Length)).Append(0).Append(whole.Length - 1))
        {
            await ArePassedOverAsync(whole[..length], $"cut to {length}");
        }

        async Task ArePassedOverAsync(byte[] bytes, string what)
        {
            await File.WriteAllBytesAsync(Snapshot, bytes);
            await using EmbeddedGraph again = Open();
            Assert.True(again.Opened.Bytes > 0, $"{what}: the damage was not detected");
            Assert.True(again.Opened.Facts == deck.Facts.Count, $"{what}: {again.Opened.Facts} facts were replayed");
        }
    }

    [Fact]
    public async Task OfAnotherRetention_IsIgnored()
    {
        EmbeddedGraph graph = Open(snapshotBytes: 0);
        await graph.IngestAsync(World.Organization, Batches.Of(Make.Error(1, issue: 5, replay: 1), Make.Segment(1)));
        await graph.DisposeAsync();

        EmbeddedGraph other = Open(days: 30);
        Assert.True(other.Opened.Bytes > 0);
        await other.DisposeAsync();
        Assert.Equal(0, Open().Opened.Bytes);
    }

    private static IEnumerable<Question> Questions(Deck deck)
    {
        var draw = new QueryDraw(new Random(deck.Seed));
        return Question.Standing().Concat(Enumerable.Range(0, 40).Select(_ => draw.Next()));
    }
}
