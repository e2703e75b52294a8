using System.Buffers;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>
/// An endless sequence of batches, drawn from a seed: facts of a few organizations at a time, each a small world. After all facts of one,
/// the next begins; after the last, the first gets more facts.
/// </summary>
public sealed class DrawnBatches
{
    private const int AtATime = 4, Facts = 200, LeastInBatch = 3, MostInBatch = 10;

    // No fact expires within the hours after this time.
    private static readonly TimeSpan _past = TimeSpan.FromMinutes(10);

    private readonly Random _random;
    private readonly IReadOnlyList<DrawnOrganization> _organizations;
    private readonly Queue<Batch>[] _open = [.. Enumerable.Range(0, AtATime).Select(_ => new Queue<Batch>())];
    private readonly TimeSpan _later;
    private int _decks;

    /// <summary>Draws for these organizations, in this order.</summary>
    public DrawnBatches(int seed, IReadOnlyList<DrawnOrganization> organizations, TimeProvider time)
    {
        (_random, _organizations) = (new Random(seed), organizations);
        _later = time.GetUtcNow() - _past - World.Now.ToDate();
    }

    /// <summary>The next batch.</summary>
    public Batch Next()
    {
        Queue<Batch> from = _open[_random.Next(AtATime)];
        if (from.Count == 0)
        {
            Open(from);
        }

        return from.Dequeue();
    }

    private void Open(Queue<Batch> into)
    {
        DrawnOrganization organization = _organizations[_decks++ % _organizations.Count];
        Deck drawn = Deck.Draw(_random.Next(), Facts);
        Deck deck = drawn with { Facts = [.. drawn.Facts.Select(fact => Later.Of(fact, _later))] };
        IReadOnlyList<IFact> told = deck.Shuffled(_random.Next()).Facts;
        for (int at = 0; at < told.Count;)
        {
            int count = Math.Min(_random.Next(LeastInBatch, MostInBatch + 1), told.Count - at);
            into.Enqueue(new(organization, Lines(told.Skip(at).Take(count)), count));
            at += count;
        }

        organization.Add(into.Count);
    }

    private static byte[] Lines(IEnumerable<IFact> facts)
    {
        var lines = new ArrayBufferWriter<byte>();
        FactBatch.Read(Batches.Of(facts).Bytes, new NativeLines(lines));
        return lines.WrittenSpan.ToArray();
    }
}
