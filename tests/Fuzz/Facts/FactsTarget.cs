using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Facts;

/// <summary>
/// Encoded facts, as in journals, messages and node logs: they are facts that survive a round trip,
/// or reading throws <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class FactsTarget : Target
{
    private readonly FactCopy _first = new();
    private readonly FactCopy _second = new();

    internal override string Name => "facts";

    internal override Shape Shape => Shape.Bytes;

    internal override IEnumerable<byte[]> Seeds => Decks;

    /// <summary>Drawn facts of all kinds, each alone and some together.</summary>
    internal static IEnumerable<byte[]> Decks =>
    [
        .. Deck.Draw(1, 60).Facts.Select(Batches.Encode),
        .. Enumerable.Range(2, 6).Select(seed => Batches.Of(Deck.Draw(seed, 8).Facts).Bytes.ToArray()),
    ];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        int count;
        try
        {
            _first.Batch.Clear();
            count = FactBatch.Read(input, _first);
        }
        catch (InvalidDataException)
        {
            return;
        }

        const string promise = "facts survive a round trip";
        _second.Batch.Clear();
        BrokenPromiseException.Unless(FactBatch.Read(_first.Batch.Bytes, _second) == count && _first.Batch.Count == count, promise);
        BrokenPromiseException.Unless(_first.Batch.Bytes.Span.SequenceEqual(_second.Batch.Bytes.Span), promise);
        List<FactSlice> slices = FactSlice.Of(input);
        BrokenPromiseException.Unless(
            slices.Count == count && slices.Sum(slice => slice.Bytes.Length) == input.Length, "slices cover the whole input");
    }
}
