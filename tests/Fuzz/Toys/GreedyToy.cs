using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Toys;

/// <summary>Trusts the length that an input states.</summary>
internal sealed class GreedyToy : Target
{
    private byte[] _room = [];

    internal override string Name => "toy-greedy";

    internal override Shape Shape => Shape.Bytes;

    internal override int MaxBytes => 16;

    internal override IEnumerable<byte[]> Seeds => [[0, 1]];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        _room = input.Length < 2 ? _room : new byte[input.Span[0] << 10];
    }
}
