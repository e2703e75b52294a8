using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Toys;

/// <summary>Recurses as deep as an input states, which crashes the process.</summary>
internal sealed class DeepToy : Target
{
    internal override string Name => "toy-deep";

    internal override Shape Shape => Shape.Bytes;

    internal override int MaxBytes => 16;

    internal override IEnumerable<byte[]> Seeds => [[0]];

    internal override void Run(ReadOnlyMemory<byte> input) =>
        Descend(input.Length > 0 && input.Span[0] > 0xF0 ? int.MaxValue : 1);

    private static int Descend(int levels) => levels == 0 ? 0 : 1 + Descend(levels - 1) % 7;
}
